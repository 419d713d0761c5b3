// Surfaces worth a visit: the four examples of the slides in all their forms, and landscapes known from textbooks. Each is an address.

/** The four samples of the slides arrive as in the lessons, which go by half of this error: 145,109 steps and 1. */
const HALF = "tolerance=2e-6";
const RACE_200 = "racer=sgd,learning_rate:0.009&racer=momentum,learning_rate:0.009&racer=momentum_ema,learning_rate:0.09";

export const PRESETS = [
  { name: "needle", title: "101, 101 → 2", text: "and 101, 99 → 0: a needle", query: `surface=linear_neuron&${HALF}&racer=sgd,learning_rate:0.000024750024750024752,name:best+step` },
  { name: "shifted", title: "… minus 100", text: "the same samples: a circle", query: `surface=linear_neuron&shift=100&${HALF}&racer=sgd,learning_rate:0.25,name:best+step` },
  { name: "stretched", title: "0.1, 10 → 2", text: "and 0.1, −10 → 0: stretched", query: `surface=linear_neuron&rows=0.1,10;0.1,-10&${HALF}&racer=sgd,learning_rate:0.0049995000499950005,name:best+step` },
  { name: "scaled", title: "… ÷ 0.1 and 10", text: "the same samples: a circle", query: `surface=linear_neuron&rows=0.1,10;0.1,-10&scale=0.1,10&${HALF}&racer=sgd,learning_rate:0.25,name:best+step` },
  { name: "ravine", title: "Ravine", text: "momentum along the floor", query: `matrix=1,0;0,200&${RACE_200}` },
  { name: "hills", title: "w⁴ − 2w² + 0.5w", text: "a local and a global minimum", query: "surface=polynomial&racer=sgd,learning_rate:0.02&racer=momentum,learning_rate:0.02" },
  { name: "gains", title: "Askew ravine", text: "gains cannot help here", query: "surface=ravine&angle=45&racer=sgd,learning_rate:0.009&racer=adaptive_gains,learning_rate:0.009&racer=momentum,learning_rate:0.009" },
  { name: "saddle", title: "Saddle", text: "where plain descent lingers", query: "surface=saddle&fence=0.1&racer=sgd,learning_rate:0.03&racer=momentum,learning_rate:0.03&racer=adam,learning_rate:0.03" },
  { name: "rosenbrock", title: "Rosenbrock", text: "a bent valley", query: "surface=rosenbrock&racer=sgd,learning_rate:0.001&racer=momentum,learning_rate:0.001&racer=adam,learning_rate:0.02" },
  { name: "beale", title: "Beale", text: "plains around a basin", query: "surface=beale&racer=sgd,learning_rate:0.01&racer=momentum,learning_rate:0.01&racer=adam,learning_rate:0.03" },
  { name: "function", title: "Your own", text: "type a function of w₁ and w₂", query: "surface=function&formula=sin(w1)*cos(w2)+%2B+0.1*(w1%5E2+%2B+w2%5E2)&start=2.5,2.5&racer=sgd,learning_rate:0.1&racer=momentum,learning_rate:0.1" },
  { name: "noise", title: "Noise", text: "what mini-batches do", query: "matrix=1,0;0,4&noise=2&racer=sgd,learning_rate:0.2&racer=sgd,learning_rate:0.02" },
  { name: "level", title: "Underdetermined", text: "one sample, two weights", query: "surface=linear_neuron&rows=1,1&targets=2,&start=-1,0.5&racer=sgd,learning_rate:0.1" },
  { name: "fan-in", title: "Large fan-in", text: "64 inputs pull at once", query: "surface=fan_in&racer=sgd,learning_rate:0.02" },
];
