//! A stand-in until the retrieval is here: compares with every text.

use super::Bytes;
use crate::image::{Column, Image, Writer};
use crate::lang::Lang;
use crate::score::{Score, Scored, compare};
use crate::store::UnitNumber;

#[derive(Debug, Default)]
pub struct Builder {
    numbers: Vec<i64>,
    classes: Vec<u32>,
    ends: Vec<u32>,
    texts: Vec<u8>,
}

impl Builder {
    pub fn add(&mut self, number: UnitNumber, class: u32, _: &Scored, text: &str) {
        self.numbers.push(number.0);
        self.classes.push(class);
        self.texts.extend(text.as_bytes());
        self.ends.push(self.texts.len() as u32);
    }

    pub fn write<'s>(&'s self, writer: &mut Writer<'s>) {
        writer.add("numbers", &self.numbers);
        writer.add("classes", &self.classes);
        writer.add("ends", &self.ends);
        writer.add("texts", &self.texts);
    }
}

pub struct Retriever<'i> {
    numbers: Column<'i, i64>,
    classes: Column<'i, u32>,
    ends: Column<'i, u32>,
    texts: Column<'i, u8>,
}

impl<'i> Retriever<'i> {
    pub fn open(image: &'i Image<Bytes>) -> Retriever<'i> {
        Retriever {
            numbers: image.column("numbers"),
            classes: image.column("classes"),
            ends: image.column("ends"),
            texts: image.column("texts"),
        }
    }

    pub fn len(&self) -> usize {
        self.numbers.len()
    }

    pub fn search(
        &self,
        here: &Scored,
        lang: &Lang,
        least: Score,
        most: usize,
        wants: &dyn Fn(UnitNumber, u32) -> bool,
    ) -> Vec<(UnitNumber, Score)> {
        let mut found = Vec::new();
        for place in 0..self.numbers.len() {
            let number = UnitNumber(self.numbers.get(place));
            if !wants(number, self.classes.get(place)) {
                continue;
            }
            let start = place.checked_sub(1).map_or(0, |place| self.ends.get(place) as usize);
            let text = self.texts.slice(start..self.ends.get(place) as usize);
            let text = std::str::from_utf8(text).unwrap_or_default();
            let score = compare(here, &Scored::new(text, lang)).similarity;
            if score >= least {
                found.push((number, score));
            }
        }
        found.sort_by_key(|(number, score)| std::cmp::Reverse((*score, *number)));
        found.truncate(most);
        found
    }
}
