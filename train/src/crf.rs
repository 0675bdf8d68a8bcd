//! Training of the linear-chain CRF: forward-backward over the memory states, AdaGrad a piece, and an L1 penalty that is
//! applied to a weight when it is next touched.
//!
//! One thread trains one seed, every sum is taken in a fixed order, and the exponential function is our own: the same data
//! give the same weights, bit for bit, on every machine.

use sayswho::attribution::training::{ALL, CLASSES, PLACES, STATES};

/// Weights of a feature, padded so that a row is whole vectors.
pub type Row = [f32; 20];
type Scores = [f32; STATES];
type Matrix = [Scores; STATES];

/// A piece: for each token its features, its place class and its gold state.
pub struct Sequence {
    /// All tokens' features, one after the other.
    pub features: Vec<u32>,
    /// Where each token's features end.
    pub ends: Vec<u32>,
    pub places: Vec<u8>,
    pub gold: Vec<u8>,
}

#[derive(Clone, Copy)]
pub struct Options {
    pub epochs: usize,
    pub rate: f32,
    pub l1: f32,
    pub l2_transitions: f32,
    pub drop: f32,
}

/// What training makes.
#[derive(Default)]
pub struct Weights {
    pub features: Vec<Row>,
    pub transitions: Vec<Matrix>,
    pub start: Scores,
}

impl Weights {
    fn all(&mut self) -> impl Iterator<Item = &mut f32> {
        self.features.iter_mut().flatten().chain(self.transitions.iter_mut().flatten().flatten()).chain(&mut self.start)
    }

    /// Adds the weights of another seed.
    pub fn add(&mut self, other: &Self) {
        let others = other.features.iter().flatten().chain(other.transitions.iter().flatten().flatten()).chain(&other.start);
        for (w, o) in self.all().zip(others) {
            *w += o;
        }
    }

    pub fn scale(&mut self, by: f32) {
        self.all().for_each(|w| *w *= by);
    }
}

const _: () = assert!(CLASSES <= 20, "a row holds a weight for each class");

const FORBIDDEN: f32 = -1e4;

/// e to the x, for x in -87..87, to seven digits.
pub fn exp(x: f32) -> f32 {
    let x = x.clamp(-87.0, 87.0);
    let n = (x * std::f32::consts::LOG2_E + 0.5).floor();
    let r = x - n * 0.693_359_4 + n * 2.121_944_4e-4;
    let p = ((((1.987_569_1e-4 * r + 1.398_199_9e-3) * r + 8.333_452e-3) * r + 4.166_579_6e-2) * r + 0.166_666_65) * r + 0.5;
    let value = (p * r) * r + r + 1.0;
    value * f32::from_bits(((n as i32 + 127) as u32) << 23)
}

struct Random(u64);

impl Random {
    fn next(&mut self) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 20) as u32
    }
}

/// A feature while it is trained.
#[derive(Clone, Copy)]
struct Slot {
    weights: Row,
    /// Sums of squared gradients.
    squares: Row,
    /// The step at which the penalty was last applied.
    touched: u32,
}

/// The buffers of one forward-backward pass.
#[derive(Default)]
struct Pass {
    emission: Vec<Scores>,
    forward: Vec<Scores>,
    backward: Vec<Scores>,
    scale: Vec<f32>,
}

fn dot(a: &Scores, b: &Scores) -> f32 {
    let mut sums = [0f32; 8];
    for (x, y) in a.chunks_exact(8).zip(b.chunks_exact(8)) {
        for k in 0..8 {
            sums[k] += x[k] * y[k];
        }
    }
    (sums[0] + sums[4]) + (sums[1] + sums[5]) + (sums[2] + sums[6]) + (sums[3] + sums[7])
}

impl Pass {
    /// Fills forward and backward; gives the logarithm of the sum over all paths.
    fn run(&mut self, places: &[u8], start: &Scores, steps: &[Matrix]) -> f64 {
        let n = places.len();
        self.forward.resize(n, [0.0; STATES]);
        self.backward.resize(n, [0.0; STATES]);
        self.scale.resize(n, 0.0);
        let mut log_sum = 0.0f64;
        for t in 0..n {
            let e = &self.emission[t];
            let most = e.iter().copied().fold(f32::MIN, f32::max);
            let mut a = [0f32; STATES];
            if t == 0 {
                for k in 0..STATES {
                    a[k] = if start[k] < -1e3 { 0.0 } else { exp(e[k] - most) * exp(start[k]) };
                }
            } else {
                let before = self.forward[t - 1];
                let step = &steps[places[t] as usize];
                for i in 0..STATES {
                    if before[i] > 0.0 {
                        for k in 0..STATES {
                            a[k] += before[i] * step[i][k];
                        }
                    }
                }
                for k in 0..STATES {
                    a[k] *= exp(e[k] - most);
                }
            }
            let sum = a.iter().sum::<f32>().max(1e-30);
            for x in &mut a {
                *x /= sum;
            }
            self.forward[t] = a;
            self.scale[t] = sum;
            log_sum += f64::from(sum).ln() + f64::from(most);
        }
        self.backward[n - 1] = [1.0; STATES];
        for t in (1..n).rev() {
            let after = self.after(t);
            let step = &steps[places[t] as usize];
            for (to, row) in self.backward[t - 1].iter_mut().zip(step) {
                *to = dot(row, &after);
            }
        }
        log_sum
    }

    /// What token `t` and all behind it say of its state.
    fn after(&self, t: usize) -> Scores {
        let e = &self.emission[t];
        let most = e.iter().copied().fold(f32::MIN, f32::max);
        let mut after = [0f32; STATES];
        for k in 0..STATES {
            after[k] = self.backward[t][k] * exp(e[k] - most) / self.scale[t];
        }
        after
    }
}

pub fn train(data: &[Sequence], features: usize, seed: u64, options: &Options) -> Weights {
    let classes = ALL.map(|s| s.class());
    let allowed: Vec<(usize, usize)> =
        (0..STATES * STATES).map(|i| (i / STATES, i % STATES)).filter(|&(a, b)| ALL[a].step(ALL[b]).is_some()).collect();
    let mut weights = Weights {
        features: Vec::new(),
        transitions: vec![[[FORBIDDEN; STATES]; STATES]; PLACES],
        start: ALL.map(|s| if s.may_begin() { 0.0 } else { FORBIDDEN }),
    };
    for matrix in &mut weights.transitions {
        for &(a, b) in &allowed {
            matrix[a][b] = 0.0;
        }
    }
    let mut slots = vec![Slot { weights: [0.0; 20], squares: [0.0; 20], touched: 0 }; features];
    let mut step_squares = vec![[[0f32; STATES]; STATES]; PLACES];
    let mut start_squares = [0f32; STATES];
    let mut steps = vec![[[0f32; STATES]; STATES]; PLACES];
    for (step, from) in steps.iter_mut().zip(&weights.transitions) {
        for &(a, b) in &allowed {
            step[a][b] = exp(from[a][b]);
        }
    }
    let mut expected = vec![[[0f32; STATES]; STATES]; PLACES];
    let mut random = Random(88_172_645_463_325_252 + seed * 7919);
    let mut order: Vec<usize> = (0..data.len()).collect();
    let mut pass = Pass::default();
    let mut kept: Vec<u32> = Vec::new();
    let mut kept_ends: Vec<u32> = Vec::new();
    let cut = (options.drop * u32::MAX as f32) as u32;
    let mut now = 0u32;
    let shrink = |row: &mut Row, squares: &Row, by: f32| {
        for (w, g) in row.iter_mut().zip(squares) {
            if *w != 0.0 {
                let r = by / (g.sqrt() + 1e-3);
                *w = if *w > r {
                    *w - r
                } else if *w < -r {
                    *w + r
                } else {
                    0.0
                };
            }
        }
    };
    for epoch in 0..options.epochs {
        for i in (1..order.len()).rev() {
            order.swap(i, random.next() as usize % (i + 1));
        }
        let rate = options.rate * (1.0 - 0.9 * epoch as f32 / options.epochs as f32);
        let mut loss = 0.0;
        for &index in &order {
            let sequence = &data[index];
            let n = sequence.places.len();
            now += 1;
            let (mut ids, mut ends) = (&sequence.features, &sequence.ends);
            if options.drop > 0.0 {
                kept.clear();
                kept_ends.clear();
                let mut from = 0;
                for &end in &sequence.ends {
                    kept.extend(sequence.features[from..end as usize].iter().filter(|_| random.next() >= cut));
                    kept_ends.push(kept.len() as u32);
                    from = end as usize;
                }
                (ids, ends) = (&kept, &kept_ends);
            }
            for &f in ids {
                let slot = &mut slots[f as usize];
                let missed = now - slot.touched;
                if missed > 0 {
                    slot.touched = now;
                    shrink(&mut slot.weights, &slot.squares, missed as f32 * rate * options.l1);
                }
            }
            pass.emission.clear();
            let mut from = 0;
            for &end in ends {
                let mut sum: Row = [0.0; 20];
                for &f in &ids[from..end as usize] {
                    for (s, w) in sum.iter_mut().zip(&slots[f as usize].weights) {
                        *s += w;
                    }
                }
                pass.emission.push(classes.map(|c| sum[c]));
                from = end as usize;
            }
            loss += pass.run(&sequence.places, &weights.start, &steps) - score(sequence, &pass.emission, &weights);
            // The gradient: what the model expects less what is.
            let mut used = [false; PLACES];
            let mut start = [0f32; STATES];
            from = 0;
            for t in 0..n {
                let mut here = [0f32; STATES];
                for (to, (f, b)) in here.iter_mut().zip(pass.forward[t].iter().zip(&pass.backward[t])) {
                    *to = f * b;
                }
                let sum = here.iter().sum::<f32>().max(1e-30);
                here.iter_mut().for_each(|x| *x /= sum);
                let gold = sequence.gold[t] as usize;
                if t == 0 {
                    start = here;
                    start[gold] -= 1.0;
                } else {
                    let place = sequence.places[t] as usize;
                    used[place] = true;
                    let after = pass.after(t);
                    let before = &pass.forward[t - 1];
                    let scale = 1.0 / dot(before, &pass.backward[t - 1]).max(1e-30);
                    let step = &steps[place];
                    let sums = &mut expected[place];
                    for i in 0..STATES {
                        let p = before[i] * scale;
                        if p > 1e-7 {
                            for k in 0..STATES {
                                sums[i][k] += p * step[i][k] * after[k];
                            }
                        }
                    }
                    sums[sequence.gold[t - 1] as usize][gold] -= 1.0;
                }
                here[gold] -= 1.0;
                let mut by_class: Row = [0.0; 20];
                for k in 0..STATES {
                    by_class[classes[k]] += here[k];
                }
                let mut any = false;
                for d in &mut by_class {
                    if d.abs() < 2e-4 {
                        *d = 0.0;
                    } else {
                        any = true;
                    }
                }
                let end = ends[t] as usize;
                if any {
                    for &f in &ids[from..end] {
                        let Slot { weights: row, squares: square, .. } = &mut slots[f as usize];
                        for k in 0..20 {
                            let d = by_class[k];
                            square[k] += d * d;
                            row[k] -= rate * d / (square[k].sqrt() + 1e-3);
                        }
                    }
                }
                from = end;
            }
            for place in (0..PLACES).filter(|p| used[*p]) {
                for &(a, b) in &allowed {
                    let w = &mut weights.transitions[place][a][b];
                    let d = std::mem::take(&mut expected[place][a][b]) + options.l2_transitions * *w;
                    let square = &mut step_squares[place][a][b];
                    *square += d * d;
                    *w -= rate * d / (square.sqrt() + 1e-3);
                    steps[place][a][b] = exp(*w);
                }
            }
            for k in 0..STATES {
                if ALL[k].may_begin() {
                    start_squares[k] += start[k] * start[k];
                    weights.start[k] -= rate * start[k] / (start_squares[k].sqrt() + 1e-3);
                }
            }
        }
        println!("  seed {seed} epoch {} loss {loss:.0}", epoch + 1);
    }
    let rate = options.rate * 0.1;
    for slot in &mut slots {
        shrink(&mut slot.weights, &slot.squares, (now - slot.touched) as f32 * rate * options.l1);
    }
    weights.features = slots.iter().map(|s| s.weights).collect();
    weights
}

/// The score of the gold path.
fn score(sequence: &Sequence, emission: &[Scores], weights: &Weights) -> f64 {
    let mut sum = 0.0;
    let mut before = None;
    for ((&gold, &place), e) in sequence.gold.iter().zip(&sequence.places).zip(emission) {
        let gold = gold as usize;
        sum += f64::from(e[gold]);
        sum += f64::from(before.map_or(weights.start[gold], |b: usize| weights.transitions[place as usize][b][gold]));
        before = Some(gold);
    }
    sum
}

#[cfg(test)]
mod tests {
    #[test]
    fn exp_is_exact_enough() {
        for i in -800..800 {
            let x = i as f32 / 10.0;
            let (ours, theirs) = (f64::from(super::exp(x)), f64::from(x).exp());
            assert!((ours / theirs - 1.0).abs() < 1e-6, "{x}: {ours} {theirs}");
        }
    }
}
