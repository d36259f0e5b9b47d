// Scripts that run before the image (`.boot0`), in the same interpreter, and leave it untouched.

/** Where the probes put what they saw, in the terminal's folder. */
export const LOOP_FILE = "loop.txt";
export const MEMORY_FILE = "memory.txt";
export const DEPTH_FILE = "depth.txt";
export const STAMP_FILE = "stamps.txt";

/** Times 10,000 additions, the yardstick of all times: the median of five loops, in milliseconds. */
export const timeLoop = `(function(){
  function loop(){var x=0;for(var i=0;i<10000;i++)x=x+i;}
  var times=[];
  for(var n=0;n<5;n++){var t=getTime();loop();times.push((getTime()-t)*1000);}
  times.sort(function(a,b){return a-b;});
  require("fs").writeFileSync("${LOOP_FILE}",""+times[2]);
})();`;

/**
 * Notes when the interpreter hands over a scanned piece and an answer's piece, and when the program has
 * given back a request and the first bytes for the printer: the program's own time, without the
 * interpreter's waiting for its wires, which on Linux comes in steps of up to 50 ms.
 */
export const stampEvents = `(function(){
  var rows=[];
  function stamp(name){rows.push(name+" "+getTime()*1000);}
  Serial1.on("data",function(){stamp("scan");});
  var http=require("http"),request=http.request;
  http.request=function(options,onAnswer){
    var rq=request(options,function(rs){
      var on=rs.on;
      rs.on=function(name,f){on.call(rs,name,name=="data"?function(d){stamp("answer");f(d);}:f);};
      onAnswer(rs);
    });
    var end=rq.end;
    rq.end=function(body){end.call(rq,body);stamp("sent");};
    return rq;
  };
  var write=Serial2.write;
  Serial2.write=function(data){stamp("paper");write.call(Serial2,data);};
  setInterval(function(){require("fs").writeFileSync("${STAMP_FILE}",rows.join("\\n"));},300);
})();`;

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
