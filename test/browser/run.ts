// The run that page and test make, each on its side.

export const schools = {
  J: 8,
  est: [28, 8, -3, 7, -1, 1, 18, 12],
  se: [15, 10, 16, 11, 9, 11, 10, 18],
};

export const RUN = { seed: 20, chains: 4, warmup: 300, draws: 300 };
