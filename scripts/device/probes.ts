// Scripts that run before the image (`.boot0`), in the same interpreter, and leave it untouched.

/** Where the probes put what they saw, in the terminal's folder. */
export const MEMORY_FILE = "memory.txt";
export const DEPTH_FILE = "depth.txt";
export const STAMP_FILE = "stamps.txt";

/** Puts the console on a serial wire, as boards have it. */
export function consoleOn(path: string): string {
  return `Serial5.setup(115200,{path:"${path}"});E.setConsole(Serial5,{force:true});`;
}

/**
 * Calls `stamp` with a name when the interpreter hands over a scanned piece and an answer's piece, and when the program
 * hands back a request, the first bytes for the printer and the first for the display; `enter` and `leave` around each
 * callback of the program. `meter` has these functions and `rows` of what they noted.
 */
function watchEvents(meter: string): string {
  return `(function(){
  var rows=[],after=setTimeout,on=Serial1.on,http=require("http"),request=http.request;
  ${meter}
  function watched(f,name){
    return function(a){
      enter();
      if(name)stamp(name);
      try{f(a);}finally{leave();}
    };
  }
  global.setTimeout=function(f,ms){
    if(typeof f!="function")return after(f,ms);
    return after(watched(f),ms);
  };
  Serial1.on=function(event,f){on.call(Serial1,event,watched(f,"scan"));};
  http.request=function(options,onAnswer){
    var rq=request(options,watched(function(rs){
      var on=rs.on;
      rs.on=function(event,f){on.call(rs,event,watched(f,event=="data"?"answer":""));};
      onAnswer(rs);
    }));
    var end=rq.end;
    rq.end=function(body){stamp("sent",body);end.call(rq,body);};
    return rq;
  };
  function watch(serial,name){
    var write=serial.write;
    serial.write=function(data){stamp(name,data);write.call(serial,data);};
  }
  watch(Serial2,"paper");
  watch(Serial4,"screen");
  after(leave,0);
  setInterval(function(){require("fs").writeFileSync("${STAMP_FILE}",rows.join("\\n"));},300);
  enter();
  stamp("start");
})();`;
}

/**
 * Stamps with the milliseconds of processor time that the program has worked. Only time inside its callbacks counts: its
 * waiting costs a device nothing, and the time that this machine gives to others is no business of ours.
 */
export const stampTimes = watchEvents(`
  var worked=0,since,taken,inside=false,fs=require("fs");
  function others(){return fs.readFileSync("/proc/self/schedstat").split(" ")[1]/1e9;}
  function enter(){inside=true;taken=others();since=getTime();}
  function spent(){
    var now=getTime();
    return inside?now-since-others()+taken:0;
  }
  function leave(){worked+=spent();inside=false;}
  function stamp(name){
    rows.push(name+" "+(worked+spent())*1000);
    worked+=spent();
    enter();
  }`);

/** A function of the interpreter that no program here calls: what counts its instructions is told by it where to read. */
export const MARKING_FUNCTION = "jswrap_espruino_reverseByte";

/**
 * Notes the names, "enter" and "leave" too, and how many bytes the program hands over; calls the marking function after
 * each.
 */
export const markEvents = watchEvents(`
  function stamp(name,bytes){rows.push(bytes?name+" "+bytes.length:name);E.reverseByte(0);}
  function enter(){stamp("enter");}
  function leave(){stamp("leave");}`);

/**
 * Every 10 ms looks how many variables are in use; every 250 ms notes the time, the most that were, and
 * what is in use after the garbage is collected.
 */
export const watchMemory = `(function(){
  var most=0,count=0;
  setInterval(function(){
    var usage=process.memory(false).usage;
    if(usage>most)most=usage;
    if(++count%25)return;
    require("fs").appendFileSync("${MEMORY_FILE}",Math.floor(Date.now())+" "+most+" "+process.memory().usage+"\\n");
    most=0;
  },10);
})();`;

/** Takes TLS from every request. */
export const withoutTLS = `(function(){
  var http=require("http"),request=http.request;
  http.request=function(options,onAnswer){
    options.protocol="http:";
    return request(options,onAnswer);
  };
})();`;

/** Notes the deepest chain of calls that a counting image has seen. */
export const watchDepth = `setInterval(function(){
  require("fs").writeFileSync("${DEPTH_FILE}",global.__deepest+" "+global.__deepestChain);
},200);`;

/** Once there is a file of this name, takes memory until there is none. */
export function eatMemoryOn(name: string): string {
  return `(function(){
  var hoard=[];
  setInterval(function(){
    if(require("fs").statSync("${name}"))while(true)hoard.push([1.5,2.5]);
  },100);
})();`;
}

/** What `leaveMemory` reads: when it takes memory, and how many variables it leaves. */
export const PLAN_FILE = "plan.txt";
/** The moments of a sale at which memory may be taken. */
export type Moment = "key" | "scan" | "request" | "answer";

/**
 * Takes memory, once, when the interpreter hands over a key or a scanned piece, or behind the first scan when the program
 * makes a request or a piece of an answer comes: all but as many variables as the plan says. Without a plan it does
 * nothing.
 */
export const leaveMemory = `(function(){
  var fs=require("fs"),hoard,scanned=false;
  if(!fs.statSync("${PLAN_FILE}"))return;
  var plan=fs.readFileSync("${PLAN_FILE}").split(" ");
  function reach(moment){
    if(moment=="scan")scanned=true;
    if(plan[0]!=moment||(moment!="key"&&!scanned))return;
    plan[0]="";
    // In one call first: so many pushes would take longer than the sale.
    hoard=new Array(Math.max(0,process.memory().free-plan[1]-100)).fill(0);
    for(var count=process.memory().free-plan[1];count>0;count--)hoard.push(0);
  }
  function first(f,moment){return function(a){reach(moment);f(a);};}
  function watch(serial,moment){
    var on=serial.on;
    serial.on=function(event,f){on.call(serial,event,first(f,moment));};
  }
  watch(Serial1,"scan");
  watch(Serial3,"key");
  var http=require("http"),request=http.request;
  http.request=function(options,onAnswer){
    reach("request");
    return request(options,function(rs){
      var on=rs.on;
      rs.on=function(event,f){on.call(rs,event,event=="data"?first(f,"answer"):f);};
      onAnswer(rs);
    });
  };
})();`;
