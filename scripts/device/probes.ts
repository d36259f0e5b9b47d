// Scripts that run before the image (`.boot0`), in the same interpreter, and leave it untouched.

/** Where the probes put what they saw, in the terminal's folder. */
export const LOOP_FILE = "loop.txt";
export const MEMORY_FILE = "memory.txt";
export const DEPTH_FILE = "depth.txt";

/** Times 10,000 additions, the yardstick of all times: the median of five loops, in milliseconds. */
export const timeLoop = `(function(){
  function loop(){var x=0;for(var i=0;i<10000;i++)x=x+i;}
  var times=[];
  for(var n=0;n<5;n++){var t=getTime();loop();times.push((getTime()-t)*1000);}
  times.sort(function(a,b){return a-b;});
  require("fs").writeFileSync("${LOOP_FILE}",""+times[2]);
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
