// For the flash tool, in a bare interpreter: the storage as the image itself sees it, in the global `till`.

import { storageStart } from "@board";
import { openStorage } from "../../../hal/io/espruino/storage";

const page = require("Flash").getPage(storageStart);

global.till = { storage: openStorage(storageStart), pageBytes: page ? page.length : 0 };
