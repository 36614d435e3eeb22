use proptest::prelude::*;

use super::*;

const MIRRORED: &str = ".دنتشادرب راک زا تسد هناخراک نیا نارگراک\n.تسا هدشن هتخادرپ رفن ۲۸۴ دزمتسد هک تسا هام هس\n.دننام یم رظتنم ام اب نانآ";

#[test]
fn intact_text_is_left_alone() {
    for text in
        ["", "کارگران آمدند.\nنان می\u{200C}خواهیم.\n", "12 workers came. They wait.\n", ". .\n.\n.\n.\n.\n"]
    {
        assert_eq!(repair(text), None, "{text}");
    }
}

#[test]
fn mirrored_letters_turn_and_numbers_stay() {
    let repaired = repair(MIRRORED).unwrap();
    assert_eq!(repaired.damage, [Damage::Mirrored]);
    let second = "سه ماه است که دستمزد ۲۸۴ نفر پرداخته نشده است.";
    assert_eq!(repaired.text.lines().nth(1), Some(second));
    assert!(repaired.lines.iter().all(|line| line.certainty == Certainty::Certain), "{:?}", repaired.lines);
}

#[test]
fn an_intact_line_of_a_mirrored_document_stays() {
    let text = format!("{MIRRORED}\nاین خط که از ما به شما می\u{200C}رسد درست است.\n");
    let repaired = repair(&text).unwrap();
    assert_eq!(repaired.text.lines().nth(3), text.lines().nth(3));
}

#[test]
fn words_that_are_words_both_ways_prove_nothing() {
    let text = "کی آمد؟ رب گوجه یا ام القری.\nمن کی گفتم؟ شاید.\nما یا شما؟ نان.\n".repeat(20);
    assert_eq!(repair(&text), None);
}

#[test]
fn a_mirrored_chapter_is_found_among_clean_ones() {
    let clean = "این کارگران که از راه آمدند خسته بودند.\nکی آمد؟\n".repeat(30);
    let repaired = repair(&format!("{clean}{MIRRORED}\n.تسا هدش هتشون تسا هک دوخ هب زا\n")).unwrap();
    assert!(repaired.text.starts_with(&clean));
    assert!(repaired.text.contains("این کارخانه دست از کار برداشتند"), "{}", repaired.text);
}

const CHUNKS: &str = ".کار در این کارخانه متوقف شد\n بهمن دستمزدی نگرفته 4کارگران از \n.هیچ پاسخی نیامد\nنمایندگان به تهران رفتند و . راه بسته شد\nزنان و مردان شهر در . مدیر گریخت\nپس از آن همه به . نامه نوشتند\n.اعتصاب ادامه یافت\n";

#[test]
fn chunks_are_put_in_order() {
    let repaired = repair(CHUNKS).unwrap();
    let lines: Vec<&str> = repaired.text.lines().collect();
    assert_eq!(lines[0], "کار در این کارخانه متوقف شد.");
    assert_eq!(lines[1], "کارگران از 4 بهمن دستمزدی نگرفته");
    assert_eq!(lines[3], "راه بسته شد. نمایندگان به تهران رفتند و");
}

#[test]
fn a_guess_is_proposed_and_not_done() {
    let text = format!("{CHUNKS}کارگران بیکار شدند.\n").replace("کارگران بیکار شدند.", "گران این شهر و کار");
    let repaired = repair(&format!("{text}کارگران ماندند و کارگران رفتند \n")).unwrap();
    let line = repaired.lines.iter().find(|line| line.original.starts_with("گران")).unwrap();
    assert_eq!((line.certainty, line.text.as_str()), (Certainty::Doubtful, line.original.as_str()));
    assert!(line.proposal.is_some());
}

#[test]
fn a_number_too_long_for_a_list_is_none() {
    let line = format!(".کار{}", "9".repeat(30));
    assert!(repair(&format!("{CHUNKS}{line}\n")).is_some());
    let style = detect::ChunkStyle { cuts_marks: false, cuts_numbers: true, is_pure: false };
    assert_eq!(chunks::list_number(&line, style), None);
    assert_eq!(chunks::list_number(".کار12", style), Some(12));
}

#[test]
fn numbers_brackets_dashes_and_dots_part_chunks() {
    for (line, expected) in [
        (" نفر بازداشت شدند 12در این شهر ", "در این شهر 12 نفر بازداشت شدند"),
        ("به خانه رفتند )سه زن و یک مرد( بازداشت شدگان ", "بازداشت شدگان (سه زن و یک مرد) به خانه رفتند"),
        ("2010 سال – پاریس ", "پاریس – سال 2010"),
        (".و دیگران آمدند ... رانندگان، معلمان، پرستاران ", "رانندگان، معلمان، پرستاران ... و دیگران آمدند."),
        ("مجلس شورا ITF News فدراسیون ", "فدراسیون ITF News مجلس شورا"),
        ("نامه رسید 3.5 در ساعت ", "در ساعت 3.5 نامه رسید"),
    ] {
        let repaired = repair(&format!("{CHUNKS}{line}\n")).unwrap();
        assert_eq!(repaired.text.lines().last(), Some(expected), "{line}");
    }
}

#[test]
fn quotes_part_chunks_where_the_document_shows_it() {
    let whole = ".نوشتند «نان و کار» کارگران بر دیوار\n";
    let repaired = repair(&format!("{CHUNKS}{whole}")).unwrap();
    assert_eq!(repaired.text.lines().last(), Some("نوشتند «نان و کار» کارگران بر دیوار."));
    let cut = ".نوشتند »نان و کار« کارگران بر دیوار\n";
    let repaired = repair(&format!("{CHUNKS}{cut}")).unwrap();
    assert_eq!(repaired.text.lines().last(), Some("کارگران بر دیوار «نان و کار» نوشتند."));
}

#[test]
fn lists_keep_their_numbers_where_sentences_stand_in_order() {
    let list = "۱. پرداخت مزد\n۲. لغو احکام زندان\n";
    let text = format!(".کارگران آمدند\n.شب شد\n.نان خواستند\n{list}");
    assert!(repair(&text).is_none_or(|repaired| repaired.text.ends_with(list)));
}

#[test]
fn reversed_numbers_need_several_kinds_of_evidence() {
    let reversed =
        "در سال ۲۰۴۱ آمدند.\nاز ۵۲ مهر ماندند.\nمبلغ ۰۰۵٬۳۴ ریال و ۰۸۲ نفر.\nدر سال ۸۹۳۱ نیز ۷۱ نفر بودند.\n";
    let repaired = repair(reversed).unwrap();
    assert!(repaired.damage.contains(&Damage::ReversedNumbers));
    assert_eq!(
        repaired.text,
        "در سال ۱۴۰۲ آمدند.\nاز ۲۵ مهر ماندند.\nمبلغ ۴۳٬۵۰۰ ریال و ۲۸۰ نفر.\nدر سال ۱۳۹۸ نیز ۱۷ نفر بودند.\n"
    );
    let few = "در سال ۲۰۴۱ آمدند.\nاز ۵۲ مهر ماندند.\nدیگر ۱۷ نفر بودند.\n";
    let told = repair(few).unwrap();
    assert_eq!((told.damage, told.text.as_str()), (vec![Damage::SuspiciousNumbers], few));
    assert!(told.lines.iter().all(|line| line.certainty == Certainty::Doubtful && line.proposal.is_some()));
    assert_eq!(repair("تلفن ۰۲۱۴۴۵\nاز ۱۲ مهر ۱۴۰۲ تا ۲۵ آبان ۱۴۰۳\n"), None);
}

#[test]
fn runs_of_pdftotext_lose_their_controls_and_keep_their_blanks() {
    let line = |text: &str| format!("\u{202B}{text}\u{202C}\n");
    let stop = "\u{202A}.\u{202C}";
    let text = line(&format!("دستمزد \u{202A} ۲۸۴\u{202C}نفر نیامده است{stop}"))
        + &line("گفت\u{202A}« :\u{202C}می\u{200C}مانیم\u{202A}».\u{202C}")
        + &line("\u{202A} .۲\u{202C}نان و کار");
    let repaired = repair(&text).unwrap();
    assert_eq!(repaired.text, "دستمزد ۲۸۴ نفر نیامده است.\nگفت: «می\u{200C}مانیم.»\n۲. نان و کار\n");
}

#[test]
fn words_beside_runs_of_one_word_keep_their_letters() {
    let text = "نام \u{202B}کارگر\u{202C} و \u{202B}معلم\u{202C}\n".repeat(4);
    assert!(repair(&text).is_none_or(|repaired| repaired.text.contains("نام کارگر و معلم")));
}

#[test]
fn a_last_line_of_controls_alone_stays_a_line() {
    let text = "\u{202B}\u{200C}رویم\u{202C}\n\u{202B}می\u{202C}\n\u{202B}ما\u{202C} \u{202B}آمدند\u{202C}\n"
        .repeat(4);
    let text = format!("{text}\u{202C}");
    let repaired = repair(&text).unwrap();
    assert!(repaired.origins.is_empty());
    assert_eq!(lines(&repaired.text).count(), lines(&text).count());
}

#[test]
fn a_lost_letter_is_reported() {
    let text = format!("{MIRRORED}\nنارنان\u{FFFD}خس زا رفن ود هک");
    let repaired = repair(&text).unwrap();
    assert_eq!(repaired.lines.last().unwrap().certainty, Certainty::NotRestorable);
}

#[test]
fn clean_telephone_lists_codes_and_plans_are_not_warned_of() {
    for text in [
        "بیمارستان ۰۲۱۵۵۴۲۳۱\nدرمانگاه ۰۴۱۳۳۳۵۲\nشورا ۰۹۱۲۳۴۵۶۷۸۹\nتلفن ۰۳۱۸۲\n",
        "کد ۰۴۲ پیچ\nکد ۰۱۷ مهره\nکد ۰۵۳ واشر\nکد ۰۸۱ فنر\n",
        "تا سال ۲۰۴۱ کارخانه بسته می\u{200C}شود.\nدر سال ۲۰۳۱ نیمی می\u{200C}روند.\nسال ۲۰۵۱ پایان کار است.\n",
        "در سال ۱۰۴۱ شاه مرد.\nدر سال ۱۰۳۱ جنگ شد.\n۵۲ تیر شلیک شد و ۴۱ تیر دیگر.\n",
        "01. نان\n02. کار\n03. آزادی\n09. مسکن\n10. صلح\n",
    ] {
        assert_eq!(repair(text), None, "{text}");
    }
}

#[test]
fn torn_tanvin_stands_behind_its_alef() {
    assert_eq!(debris::join_marks("لطف \u{64B}ا بیایید"), "لطفا\u{64B} بیایید");
}

#[test]
fn a_control_for_a_lost_letter_is_told_of_an_intact_document() {
    let repaired = repair("کارگران آمدند.\nآقای م\0کی رفت.\n").unwrap();
    assert_eq!(repaired.damage, [Damage::LostLetters]);
    assert_eq!(
        repaired.lines.iter().map(|line| (line.number, line.certainty)).collect::<Vec<_>>(),
        [(2, Certainty::NotRestorable)]
    );
}

/// Damage whose repair writes other letters than were read.
const CHANGES_LETTERS: &[Damage] = &[Damage::PresentationForms, Damage::ExchangedLetters, Damage::Kashidas];

/// Lines of Persian that look garbled to one rule or another.
fn garbled() -> impl Strategy<Value = String> {
    let starts =
        prop::sample::select(vec![".", "!", "»", ":", " ", "۱۲", "1402", ".«", "شنود؟ ", "های ", "\u{202B}"]);
    let words = "(هک |زا |تسا |ار |کارگران |رفتند|نان|آب\u{200C}ها | و |در سال |نفر |مهر |[۰-۹]{1,4}|[0-9]{2}|Ali | ?[.:«»()،–] ?|\u{202A} .\u{202C}){1,9}";
    let ends = prop::sample::select(vec!["", "", "رفتند", "۱۷", ".", "\u{202C}"]);
    prop::collection::vec((starts, words, ends), 1..16)
        .prop_map(|lines| lines.into_iter().map(|(a, b, c)| format!("{a}{b}{c}\n")).collect())
}

/// Its letters, presentation forms as the letters they are, and digits.
fn sorted(text: &str) -> Vec<char> {
    let mut all: Vec<char> = mirror::letters(text).chars().filter(|c| c.is_alphanumeric()).collect();
    all.sort_unstable();
    all
}

proptest! {
    #[test]
    fn no_letter_and_no_digit_is_lost_where_only_the_order_changes(text in garbled()) {
        if let Some(repaired) = repair(&text)
            && !repaired.damage.iter().any(|damage| CHANGES_LETTERS.contains(damage))
        {
            prop_assert_eq!(sorted(&repaired.text), sorted(&text));
            for line in repaired.lines.iter().filter(|line| line.proposal.is_some()) {
                prop_assert_eq!(sorted(line.proposal.as_deref().unwrap()), sorted(&line.original));
            }
        }
    }

    #[test]
    fn lines_stay_lines_whatever_comes(text in "([آابتدرکهویلمن]{1,5}|که|هک|از|زا|[.:«»()]|[0-9۰-۹]{1,4}|[ \n\u{202A}\u{202B}\u{202C}\u{FFFD}\u{200C}]){0,120}") {
        if let Some(repaired) = repair(&text) {
            if repaired.origins.is_empty() {
                prop_assert_eq!(lines(&repaired.text).count(), lines(&text).count());
            } else {
                prop_assert_eq!(repaired.origins.len(), lines(&repaired.text).count() + 1);
                prop_assert_eq!(repaired.origins.last().copied(), Some(lines(&text).count() + 1));
            }
            for line in &repaired.lines {
                let count = line.original.matches('\n').count() + 1;
                let read: Vec<&str> = lines(&text).skip(line.number - 1).take(count).map(|(line, _)| line).collect();
                prop_assert_eq!(read.join("\n"), line.original.as_str());
            }
        }
    }
}
