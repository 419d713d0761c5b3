// Races of the lessons: each is an address, and a question about what comes out; `more` leads on from there. Pure.

const RAVINE = "matrix=1,0;0,200";
/** The lessons stop at ½ Σ (t − w·x)² < 1e-6; the neuron's error here has no ½. */
const HALF = "tolerance=2e-6";
const ONE_SAMPLE = "surface=linear_neuron&rows=1,1&targets=2,&start=-1,0.5&racer=sgd,learning_rate:0.1";
const SIXTEEN = { href: "/?preset=underdetermined", text: "Eight points, sixteen numbers" };
const STRETCHED = "surface=linear_neuron&rows=0.1,10;0.1,-10";

export const LESSONS = [
  {
    name: "L02", title: "Momentum along the ravine", question: "How many steps does momentum save where one direction is 200 times as steep?",
    query: `${RAVINE}&racer=sgd,learning_rate:0.009&racer=momentum_ema,learning_rate:0.009&racer=momentum_ema,learning_rate:0.09&racer=momentum,learning_rate:0.009&racer=nesterov,learning_rate:0.0045&racer=nesterov,learning_rate:0.009`,
  },
  {
    name: "L03", title: "A private rate per weight", question: "What do adaptive gains bring where the ravine lies along an axis?",
    query: `${RAVINE}&racer=sgd,learning_rate:0.009&racer=adaptive_gains,learning_rate:0.009`,
  },
  {
    name: "L03 turned", title: "… in a turned ravine", question: "Both gradients flip together: do gains still help?",
    query: `surface=linear_neuron&${HALF}&racer=sgd,learning_rate:0.0000245&racer=adaptive_gains,learning_rate:0.00002`,
  },
  {
    name: "L13", title: "Shift the inputs", question: "The best rate, and still: how many steps?",
    query: `surface=linear_neuron&${HALF}&racer=sgd,learning_rate:0.000024750024750024752,name:best+rate`,
  },
  {
    name: "L13 shifted", title: "… minus 100", question: "The same samples, 100 subtracted: how many now?",
    query: `surface=linear_neuron&shift=100&${HALF}&racer=sgd,learning_rate:0.25,name:best+rate`,
  },
  {
    name: "L14", title: "Scale the inputs", question: "0.1 and ±10 in one neuron, at the best rate.",
    query: `${STRETCHED}&${HALF}&racer=sgd,learning_rate:0.0049995000499950005,name:best+rate`,
  },
  {
    name: "L14 scaled", title: "… divided by 0.1 and 10", question: "The same samples in units of their size.",
    query: `${STRETCHED}&scale=0.1,10&${HALF}&racer=sgd,learning_rate:0.25,name:best+rate`,
  },
  {
    name: "L16", title: "Local and global minima", question: "From 1.5: who stops in the nearer minimum, and who rolls on?",
    query: "surface=polynomial&start=1.5&racer=sgd,learning_rate:0.02&racer=momentum,learning_rate:0.02",
  },
  {
    name: "L16 left", title: "… from −0.5", question: "The same plain steps from the other side.",
    query: "surface=polynomial&start=-0.5&racer=sgd,learning_rate:0.02",
  },
  {
    name: "L16 low", title: "… from 0.5", question: "Less height to fall from: does momentum still cross the hill?",
    query: "surface=polynomial&start=0.5&racer=sgd,learning_rate:0.02&racer=momentum,learning_rate:0.02",
  },
  {
    name: "B2", title: "Eight points, sixteen numbers", question: "First one sample and two weights: drag the start. Where does the ball stop? Then the same with a whole curve:",
    query: ONE_SAMPLE, more: SIXTEEN,
  },
  {
    name: "B2 penalty", title: "… and a small penalty", question: "λ = 0.01: drag the start again. How many answers are left? Then the same with a whole curve:",
    query: `${ONE_SAMPLE}&l2=0.01`, more: SIXTEEN,
  },
  ...[16, 64, 96, 128, 256].map((inputs) => ({
    name: `B3 ${inputs}`, title: inputs === 16 ? "Big fan-in overshoots: 16 inputs" : `… ${inputs} inputs`, question: "The same rate 0.02 with more and more inputs: from where on does it explode?",
    query: `surface=fan_in&inputs=${inputs}&racer=sgd,learning_rate:0.02`,
  })),
];
