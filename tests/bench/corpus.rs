//! A memory as large as one likes: Persian-like sentences of Zipfian words and realistic lengths.

/// A generator of numbers that is the same on every machine (Steele, Lea and Flood, *Fast Splittable Pseudorandom
/// Number Generators*, OOPSLA 2014).
pub struct Numbers(pub u64);

impl Numbers {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    /// A rank by Zipf's law with exponent 1: the share of ranks under r grows with log r.
    pub fn rank(&mut self, words: usize) -> usize {
        let share = self.below(1 << 32) as f64 / (1u64 << 32) as f64;
        ((words as f64).powf(share) - 1.0) as usize
    }
}

/// Words and sentences of one alphabet.
pub struct Language {
    words: Vec<String>,
}

impl Language {
    pub fn new(letters: &str, words: usize, numbers: &mut Numbers) -> Language {
        let letters: Vec<char> = letters.chars().collect();
        let word = |numbers: &mut Numbers| {
            let length = 2 + numbers.below(6);
            (0..length).map(|_| letters[numbers.below(letters.len() as u64) as usize]).collect()
        };
        Language { words: (0..words).map(|_| word(numbers)).collect() }
    }

    /// Four to twenty-eight words, sixteen in the mean, as in statements.
    pub fn sentence(&self, numbers: &mut Numbers) -> String {
        let ranks = ranks(self.words.len(), numbers);
        self.say(&ranks)
    }

    /// The sentence of the words with these ranks.
    pub fn say(&self, ranks: &[usize]) -> String {
        let words: Vec<&str> = ranks.iter().map(|rank| self.words[*rank].as_str()).collect();
        words.join(" ") + "."
    }
}

/// Ranks of four to twenty-eight words.
pub fn ranks(words: usize, numbers: &mut Numbers) -> Vec<usize> {
    let length = 4 + numbers.below(25);
    (0..length).map(|_| numbers.rank(words)).collect()
}

/// Pairs of a Persian-like and an English-like sentence.
pub fn pairs(count: usize) -> Vec<(String, String)> {
    let mut numbers = Numbers(7);
    let persian = Language::new("ابپتجچحخدرزسشفقکگلمنوهی", 60_000, &mut numbers);
    let english = Language::new("abcdefghiklmnoprstuw", 60_000, &mut numbers);
    (0..count)
        .map(|i| (format!("{} {i}", persian.sentence(&mut numbers)), english.sentence(&mut numbers)))
        .collect()
}
