use super::*;
use tm::segment::Segmenter;

const ARTICLE: &str = include_str!("../../../tests/fixtures/extract/article.txt");
const GOLD: &str = include_str!("../../../tests/fixtures/extract/gold.tsv");

fn read(text: &str) -> Extractor {
    let fa = Lang::persian();
    let mut extractor = Extractor::new(&fa);
    for segment in Segmenter::built_in(&fa).segment(text) {
        extractor.add(&segment.flat(text));
    }
    extractor
}

fn gold() -> Vec<&'static str> {
    GOLD.lines().skip(1).filter_map(|line| line.split('\t').next()).collect()
}

#[test]
fn the_terms_of_the_article_stand_in_front() {
    let extractor = read(ARTICLE);
    let words = Words::new(&extractor, &[]);
    let gold: HashSet<String> = gold().into_iter().map(|term| words.key(term)).collect();
    let options = Options { min_count: None, limit: 200, all: true };
    let found = extractor.finish(&[], &options);
    let is_right = |candidate: &&Candidate| gold.contains(&candidate.key);
    let right = |most: usize| found.candidates.iter().take(most).filter(is_right).count();
    let (precision, recall) = (right(100) as f64 / 100.0, right(200) as f64 / gold.len() as f64);
    if std::env::var_os("SHOW_EXTRACTION").is_some() {
        for c in &found.candidates {
            let mark = if gold.contains(&c.key) { '+' } else { '-' };
            println!("{mark} {:6.2} {} {:4.1} {:4.2} {} [{}]", c.score, c.count, c.c_value, c.keyness, c.term, c.key);
        }
        let keys: HashSet<&str> = found.candidates.iter().map(|c| c.key.as_str()).collect();
        for missing in gold.iter().filter(|g| !keys.contains(g.as_str())) {
            println!("missing {missing}");
        }
        println!("{} words, {} found, gold {}", found.words, found.found, gold.len());
    }
    println!("P@100 {precision:.2}, R@200 {recall:.2}");
    assert!(precision >= 0.40 && recall >= 0.60, "P@100 {precision:.2}, R@200 {recall:.2}");
}
