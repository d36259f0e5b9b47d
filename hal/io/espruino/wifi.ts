import type { WiFi, WiFiOptions } from "../../ports/wifi";

/**
 * The interpreter's station. It tries three times by itself before it says that it failed, after a loss as well.
 * It cuts a name behind 31 bytes and a password behind 63 (interpreter facts H): provisioning refuses longer ones.
 */
export function openWiFi(options: WiFiOptions): WiFi {
  const wifi = require("Wifi");
  wifi.on("associated", function () { options.onAssociated(); });
  wifi.on("connected", function () { options.onConnected(); });
  wifi.on("disconnected", function (details) { options.onDisconnected(details.msg); });
  return {
    connect: function (network) {
      wifi.connect(network.ssid, network.password ? { password: network.password } : {});
    },
    disconnect: function () { wifi.disconnect(); },
  };
}
