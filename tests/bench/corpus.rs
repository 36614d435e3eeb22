//! A memory as large as one likes: Persian-like sentences of Zipfian words and realistic lengths.

use std::collections::HashSet;

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

/// Function words, the most frequent words of any Persian text.
const FUNCTION_WORDS: &str =
    "و در به از که را با این آن برای تا بر یا هم نیز است بود شد ما خود یک هر پس اگر اما";

/// Letters from frequent to rare, about as in running text.
const LETTERS: &str = "اینردمهتوشبکسلگزخفقپعحجچ";

/// Endings of stems.
const ENDINGS: [&str; 14] =
    ["ی", "ان", "ها", "های", "م", "ند", "ات", "گر", "یم", "ید", "اش", "شان", "تر", "هایی"];

/// Letters of stems.
const STEM_LETTERS: [u64; 10] = [2, 3, 3, 4, 4, 4, 5, 5, 6, 7];

/// New words that are forms of a stem, in a hundred: with it a word has about as many near words as in real texts.
const FORMS: u64 = 40;

/// Sentences of a memory as it grows: of Zipfian words out of a vocabulary that grows with it, and three in ten nearly
/// the same as an earlier one.
pub struct Memory {
    numbers: Numbers,
    letters: Vec<char>,
    words: Vec<String>,
    stems: Vec<String>,
    known: HashSet<String>,
    /// Words said so far.
    said: u64,
}

impl Memory {
    pub fn new() -> Memory {
        let words: Vec<String> = FUNCTION_WORDS.split(' ').map(str::to_owned).collect();
        Memory {
            numbers: Numbers(7),
            letters: LETTERS.chars().collect(),
            known: words.iter().cloned().collect(),
            words,
            stems: Vec::new(),
            said: 0,
        }
    }

    /// A word by Zipf's law among as many as Heaps' law gives: 62,700 in 2.4 million, growing with the power 0.47.
    fn word(&mut self) -> String {
        self.said += 1;
        let vocabulary = 62_700.0 * (self.said as f64 / 2.4e6).powf(0.47) + 45.0;
        let rank = self.numbers.rank(vocabulary as usize);
        while self.words.len() <= rank {
            self.add_word();
        }
        self.words[rank].clone()
    }

    fn add_word(&mut self) {
        let word = if self.numbers.below(100) < FORMS && !self.stems.is_empty() {
            // Frequent stems came first and have most forms.
            let stem = self.numbers.rank(self.stems.len());
            let ending = self.numbers.below(ENDINGS.len() as u64) as usize;
            self.stems[stem].clone() + ENDINGS[ending]
        } else {
            let length = STEM_LETTERS[self.numbers.below(10) as usize];
            let stem: String = (0..length).map(|_| self.letter()).collect();
            self.stems.push(stem.clone());
            stem
        };
        if self.known.insert(word.clone()) {
            self.words.push(word);
        }
    }

    fn letter(&mut self) -> char {
        let share = self.numbers.below(1 << 32) as f64 / (1u64 << 32) as f64;
        self.letters[(share.powf(1.5) * self.letters.len() as f64) as usize]
    }

    /// Four to twenty-eight words, one in a hundred up to 120; a number in every fifth sentence.
    pub fn sentence(&mut self) -> String {
        let most = if self.numbers.below(100) == 0 { 117 } else { 25 };
        let length = 4 + self.numbers.below(most);
        let mut words: Vec<String> = (0..length).map(|_| self.word()).collect();
        if self.numbers.below(5) == 0 {
            words[0] = self.numbers.below(1500).to_string();
        }
        words.join(" ") + "."
    }

    /// The texts.
    pub fn texts(&mut self, count: usize) -> Vec<String> {
        let mut texts: Vec<String> = Vec::with_capacity(count);
        while texts.len() < count {
            let text = if self.numbers.below(10) < 3 && !texts.is_empty() {
                let at = self.numbers.below(texts.len() as u64) as usize;
                let edits = 1 + self.numbers.below(3);
                self.edited(&texts[at], edits)
            } else {
                self.sentence()
            };
            texts.push(text);
        }
        texts
    }

    /// Texts of a memory with one to five edits each, and one in eight that is new.
    pub fn queries(&mut self, texts: &[String], count: usize) -> Vec<String> {
        let query = |memory: &mut Memory| {
            if memory.numbers.below(8) == 0 {
                return memory.sentence();
            }
            let at = memory.numbers.below(texts.len() as u64) as usize;
            let edits = 1 + memory.numbers.below(5);
            memory.edited(&texts[at], edits)
        };
        (0..count).map(|_| query(self)).collect()
    }

    /// A word exchanged, left out or put in, a letter exchanged or left out, a space put in or left out.
    fn edited(&mut self, text: &str, edits: u64) -> String {
        let mut text = text.to_owned();
        for _ in 0..edits {
            let mut words: Vec<String> = text.split(' ').map(str::to_owned).collect();
            let at = self.numbers.below(words.len() as u64) as usize;
            let letters: Vec<char> = words[at].chars().collect();
            let cut = self.numbers.below(letters.len() as u64) as usize;
            let part = |range: &[char]| range.iter().collect::<String>();
            match self.numbers.below(15) {
                0..6 => words[at] = self.word(),
                6..8 if words.len() > 2 => drop(words.remove(at)),
                8..11 => words.insert(at, self.word()),
                11 => words[at] = part(&letters[..cut]) + "ا" + &part(&letters[cut + 1..]),
                12 if letters.len() > 2 => words[at] = part(&letters[..cut]) + &part(&letters[cut + 1..]),
                13 if cut > 0 => words[at] = part(&letters[..cut]) + " " + &part(&letters[cut..]),
                _ if at > 0 => {
                    let word = words.remove(at);
                    words[at - 1] += &word;
                }
                _ => {}
            }
            text = words.join(" ");
        }
        text
    }
}
