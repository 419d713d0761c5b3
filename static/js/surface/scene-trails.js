// The ways of the racers for the picture in three dimensions: handed on while it is on show.

import { lookOf } from "../charts/several.js";
import { theme } from "../charts/theme.js";

const MOST_POINTS = 400;

/** The places of a track up to a step, thinned evenly, always with both ends. Pure. */
export function wayOf(track, step, most = MOST_POINTS) {
  const last = track.shown(step);
  const every = Math.max(1, Math.ceil(last / most));
  const way = [];
  for (let at = 0; at < last; at += every) way.push(track.place(at));
  return [...way, track.place(last)];
}

/** Follows the race for as long as the lab shows three dimensions. */
export function connectTrails(lab, race) {
  const hand = () => {
    if (lab.state.view.kind !== "3d" || lab.landscape.plane.names.length < 2) return;
    const colours = theme();
    const racers = lab.state.racers.map((racer, number) => ({ racer, number, track: race.tracks[number] }));
    lab.setTrails(racers.filter(({ racer, track }) => !racer.hidden && track?.length && track.size === 2).map(({ racer, number, track }) => {
      const { colour, dash } = lookOf(number + 1, colours);
      return { name: racer.name ?? racer.optimizer.kind.replaceAll("_", " "), colour, dash, weights: wayOf(track, race.step) };
    }));
  };
  for (const name of ["tracks", "time"]) race.addEventListener(name, hand);
  for (const name of ["view", "racers"]) lab.addEventListener(name, hand);
  hand();
}
