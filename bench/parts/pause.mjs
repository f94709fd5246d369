// Orders come one by one, at moments of their own: what the one before has left to do is not measured with the next.
const FROM_MS = 4;
const TO_MS = 16;

export const pause = () =>
  new Promise((resolve) => setTimeout(resolve, FROM_MS + Math.random() * (TO_MS - FROM_MS)));
