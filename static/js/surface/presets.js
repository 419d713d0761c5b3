// Surfaces worth a visit: the four examples of the slides in all their forms, and landscapes known from textbooks. Each is an address.

const RACE_200 = "racer=sgd,learning_rate:0.009&racer=momentum,learning_rate:0.009&racer=momentum_ema,learning_rate:0.09";

export const PRESETS = [
  { name: "needle", title: "101, 101 → 2", text: "and 101, 99 → 0: a needle", query: "surface=linear_neuron&racer=sgd,learning_rate:2.475e-5,name:best+step" },
  { name: "shifted", title: "… minus 100", text: "the same samples: a circle", query: "surface=linear_neuron&shift=100&racer=sgd,learning_rate:0.25,name:best+step" },
  { name: "stretched", title: "0.1, 10 → 2", text: "and 0.1, −10 → 0: stretched", query: "surface=linear_neuron&rows=0.1,10;0.1,-10&racer=sgd,learning_rate:0.005,name:best+step" },
  { name: "scaled", title: "… ÷ 0.1 and 10", text: "the same samples: a circle", query: "surface=linear_neuron&rows=0.1,10;0.1,-10&scale=0.1,10&racer=sgd,learning_rate:0.25,name:best+step" },
  { name: "ravine", title: "Ravine", text: "momentum along the floor", query: `matrix=1,0;0,200&${RACE_200}` },
  { name: "gains", title: "Askew ravine", text: "gains cannot help here", query: "surface=ravine&angle=45&racer=sgd,learning_rate:0.009&racer=adaptive_gains,learning_rate:0.009&racer=momentum,learning_rate:0.009" },
  { name: "noise", title: "Noise", text: "what mini-batches do", query: "matrix=1,0;0,4&noise=2&racer=sgd,learning_rate:0.2&racer=sgd,learning_rate:0.02" },
  { name: "level", title: "Underdetermined", text: "one sample, two weights", query: "surface=linear_neuron&rows=1,1&targets=2,&start=-1,0.5&racer=sgd,learning_rate:0.1" },
  { name: "fan-in", title: "Large fan-in", text: "64 inputs pull at once", query: "surface=fan_in&racer=sgd,learning_rate:0.02" },
];
