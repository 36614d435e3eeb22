//! chrF, the F-score of character n-grams (Popović, *chrF: character n-gram F-score for automatic MT evaluation*, WMT
//! 2015), orders one to six, β = 2, white space left out: the defaults of sacreBLEU 2.

use std::collections::HashMap;

const ORDERS: usize = 6;

/// The n-grams of a text.
pub struct Profile {
    counts: [HashMap<Vec<char>, u32>; ORDERS],
}

impl Profile {
    pub fn new(text: &str) -> Profile {
        let letters: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
        let counts = std::array::from_fn(|order| {
            let mut counts = HashMap::new();
            for gram in letters.windows(order + 1) {
                *counts.entry(gram.to_vec()).or_default() += 1;
            }
            counts
        });
        Profile { counts }
    }

    /// chrF of this text against a reference, 0 to 100.
    pub fn chrf(&self, reference: &Profile) -> f64 {
        let (mut sum, mut orders) = (0.0, 0);
        for (own, other) in self.counts.iter().zip(&reference.counts) {
            let total = |counts: &HashMap<Vec<char>, u32>| f64::from(counts.values().sum::<u32>());
            let (own_total, other_total) = (total(own), total(other));
            if own_total == 0.0 || other_total == 0.0 {
                continue;
            }
            orders += 1;
            let shared = own.iter().map(|(gram, n)| *other.get(gram).unwrap_or(&0).min(n)).sum::<u32>();
            let (precision, recall) = (f64::from(shared) / own_total, f64::from(shared) / other_total);
            if shared > 0 {
                sum += 5.0 * precision * recall / (4.0 * precision + recall);
            }
        }
        if orders == 0 { 0.0 } else { 100.0 * sum / f64::from(orders) }
    }
}
