//! Is this line Persian?
//!
//! What is asked survives tidying, so that a tidied line is still what it was.

use super::line::is_letter;
use super::tables::Tables;

/// Words with the Arabic article that a line without Persian words needs to be Arabic.
const ARTICLES: usize = 2;

/// Whether the typography of Persian belongs here.
pub(super) fn is_persian(text: &str) -> bool {
    if !text.contains(is_letter) || text.contains(is_foreign) {
        return false;
    }
    let tables = Tables::get();
    let words = || text.split(|c: char| !is_letter(c)).filter(|word| !word.is_empty());
    if text.contains(['پ', 'چ', 'ژ', 'گ']) || words().any(|word| tables.is("persian", &folded(word))) {
        return true;
    }
    let articles = words().filter(|word| word.starts_with("ال") && word.chars().count() > 3).count();
    articles < ARTICLES && !words().any(|word| tables.is("arabic", word))
}

/// Letters of Urdu, Kurdish, Pashto and Uyghur that no Persian keyboard has.
fn is_foreign(c: char) -> bool {
    matches!(
        c,
        'ٹ' | 'ڈ'
            | 'ڑ'
            | 'ں'
            | 'ێ'
            | 'ۆ'
            | 'ڕ'
            | 'ڵ'
            | 'ڤ'
            | 'ە'
            | 'ې'
            | 'ۍ'
            | 'ټ'
            | 'ډ'
            | 'ړ'
            | 'ښ'
            | 'ځ'
            | 'څ'
            | 'ڼ'
            | 'ۇ'
            | 'ۈ'
            | 'ۋ'
    )
}

fn folded(word: &str) -> String {
    word.chars()
        .map(|c| match c {
            'ي' | 'ى' => 'ی',
            'ك' => 'ک',
            c => c,
        })
        .collect()
}
