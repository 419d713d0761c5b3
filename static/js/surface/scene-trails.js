// The ways of the racers for the picture in three dimensions: handed on while it is on show.

import { lookOf } from "../charts/several.js";
import { theme } from "../charts/theme.js";
import { nameOf } from "./race-words.js";

const MOST_POINTS = 400;

/** The places of a track up to a step, thinned evenly, always with both ends. Pure. */
export function wayOf(track, step, most = MOST_POINTS) {
  const last = track.shown(step);
  const every = Math.max(1, Math.ceil(last / most));
  const way = [];
  for (let at = 0; at < last; at += every) way.push(track.place(at));
  return [...way, track.place(last)];
}

/** Follows the race for as long as the lab shows three dimensions; `titles`: of optimizers, by kind. */
export function connectTrails(lab, race, titles) {
  const hand = () => {
    if (lab.state.view.kind !== "3d" || lab.landscape.plane.names.length < 2) return;
    const colours = theme();
    const racers = lab.state.racers.map((racer, number) => ({ racer, number, track: race.tracks[number] }));
    lab.setTrails(racers.filter(({ racer, track }) => !racer.hidden && track?.length && track.size === 2).map(({ racer, number, track }) => {
      const { colour, dash } = lookOf(number + 1, colours);
      return { name: `${number + 1} ${nameOf(racer, titles)}`, label: String(number + 1), colour, dash, weights: wayOf(track, race.step) };
    }));
  };
  for (const name of ["tracks", "time"]) race.addEventListener(name, hand);
  for (const name of ["view", "racers"]) lab.addEventListener(name, hand);
  hand();
}
