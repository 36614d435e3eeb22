use super::*;
use crate::text::fold::tests::persian_text;
use proptest::prelude::*;

/// What is denied in a text, with `~` for ZWNJ.
fn heads(text: &str, lang: &str) -> Vec<String> {
    let text = text.replace('~', "\u{200C}");
    denials(&text, &Lang::parse(lang).unwrap()).into_iter().map(|d| d.head).collect()
}

fn count(text: &str, lang: &str) -> usize {
    heads(text, lang).len()
}

#[test]
fn a_verb_is_denied_in_every_spelling_and_tense() {
    for text in [
        "نمی~رود",
        "نمی رود",
        "نمیرود",
        "نميرود",
        "نرفت",
        "نرفته~اند",
        "نرفته اند",
        "نخواهد رفت",
        "نرود",
        "مرو!",
        "ن~رفت",
    ] {
        assert_eq!(heads(text, "fa"), ["رفت"], "{text}");
    }
    for text in [
        "نباید",
        "نتوانست",
        "ندارد",
        "نکنید",
        "مکن",
        "مپندار",
        "میازار موری را",
        "نیامد",
        "نیفتاد",
        "نینداختند",
        "برنگشت",
        "بر نمی گردد",
        "برنمی~گردند",
        "درنیامد",
        "نمیدونم",
        "نمی~خوان",
        "نشه",
        "نیومد",
        "ندیدندش",
        "نپرداختن",
        "نیست",
        "نیستیم",
        "نبود",
    ] {
        assert_eq!(count(text, "fa"), 1, "{text}");
    }
    assert_eq!(heads("مزد پرداخت نشده است", "fa"), ["پرداخت شد"]);
}

#[test]
fn two_words_that_deny_once_are_one_denial() {
    for text in [
        "هیچ کس نیامد",
        "هیچ~کدام را نپذیرفتند",
        "هرگز تسلیم نمی~شویم",
        "هیچ~گاه چنین چیزی نگفتیم",
        "بدون هیچ توضیحی اخراج شدند",
        "به هیچ وجه کوتاه نمی~آییم",
        "نه، ما نمی~آییم",
        "از پرداخت مزد خودداری کرد",
        "کارفرما از پاسخ سر باز زد",
        "هرگز!",
    ] {
        assert_eq!(count(text, "fa"), 1, "{text}");
    }
}

#[test]
fn what_denies_twice_is_two_denials() {
    for text in [
        "بدون تشکل نمی~شود",
        "نه سازش، نه تسلیم",
        "از پرداخت مزد خودداری نکردند",
        "غیرقانونی نیست",
        "نمی~تواند نیاید",
        "کسی نیست که نداند",
    ] {
        assert_eq!(count(text, "fa"), 2, "{text}");
    }
}

#[test]
fn words_that_only_begin_alike_deny_nothing() {
    for text in [
        "نان نماینده نامه نفر نفت نیشکر نگاه نوشت نشست نشستند نهاد نمود نمودند نام ناشی نسبت نشان نقش نظام نیز نزدیک نخست",
        "بین بیمه بیان بیانیه بیست بیمار بیدار بیرون بیش بیشتر بی بی سی",
        "ناظر نامزد ناصر نایب ناحیه ناشر ناگهان نادر نارنجک",
        "و غیره، غیرت، غیر از این، به غیر از ما",
        "حقوق نجومی مدیران در شهر مرو و مدار زمین",
        "نه ماه و نه روز، ساعت نه صبح، بیست و نه نفر، نه و نیم",
        "مگر نه؟ می~آیید یا نه؟ این حق ماست، نه؟",
        "در نبرد طبقاتی، نزد مردم، نکند دروغ بگویند؟",
        "ضد جنگ، برنامه، برنده، درنگ، بازنشسته، بازنده، فرانسه",
        "هیچ می~دانید چه شد؟",
    ] {
        assert_eq!(heads(text, "fa"), [""; 0], "{text}");
    }
}

#[test]
fn doubtful_words_are_verbs_where_their_clause_ends() {
    assert_eq!(count("از این کار سودی هم نبرد.", "fa"), 1);
    assert_eq!(count("آنها را با خود نبردند.", "fa"), 1);
    assert_eq!(count("کتاب را نبرد.", "fa"), 1);
    assert_eq!(count("با کسی حرف نزد.", "fa"), 1);
}

#[test]
fn an_affix_denies_its_word() {
    assert_eq!(
        heads("بی~قرارداد و غیر قانونی، ناعادلانه، نا~معلوم", "fa"),
        ["قرارداد", "قانونی", "عادلانه", "معلوم"]
    );
    assert_eq!(heads("عدم پرداخت، فاقد مجوز، بدون بیمه", "fa"), ["پرداخت", "مجوز", "بیمه"]);
}

#[test]
fn other_languages_are_read_to_the_same_measure() {
    for (lang, text, denied) in [
        ("en", "They were not paid and didn't strike.", 2),
        ("en", "No contract, no insurance, never without us.", 4),
        ("en", "The company refused to pay and failed to answer.", 2),
        ("en", "Neither bread nor freedom.", 2),
        ("en", "An unlawful and unpaid shift.", 2),
        ("en", "Article no. 7 and under universal union rules", 0),
        ("en", "Whether they come or not, the union unites us.", 0),
        ("de", "Sie haben nicht gestreikt und nie unterschrieben.", 2),
        ("de", "Weder Brot noch Freiheit; keine Angst; noch heute", 3),
        ("de", "Ohne Vertrag, unbezahlte Stunden, sie verweigern die Arbeit.", 3),
        ("de", "Die Union und der Unfall", 0),
        ("fr", "Ils n'ont pas été payés et ne cèdent plus.", 2),
        ("fr", "Personne n'est venu. Aucun accord, sans contrat.", 3),
        ("fr", "Ils ne demandent que leur salaire, de plus en plus.", 0),
        ("fr", "Ni pain ni liberté", 2),
        ("fr", "Le patron a refusé; non à la guerre", 2),
        ("sv", "De har inte fått lön och kommer aldrig tillbaka.", 2),
        ("sv", "Utan avtal, ingen lön, obetalda timmar; de vägrar", 4),
        ("sv", "Inte krig utan fred", 1),
        ("sv", "varken bröd eller frihet; dag eller natt", 2),
        ("ja", "ない", 0),
    ] {
        assert_eq!(count(text, lang), denied, "{lang}: {text} {:?}", heads(text, lang));
    }
}

#[test]
fn a_long_text_costs_linear_time() {
    for piece in ["ن", "نه ", "هیچ ", "می ", "از ", "نمی", "1", "ne que ", "\u{200C}", "not"] {
        let text = piece.repeat(20_000);
        for lang in ["fa", "fr", "en"] {
            denials(&text, &Lang::parse(lang).unwrap());
        }
    }
}

proptest! {
    #[test]
    fn spans_are_ordered_and_inside(text in persian_text()) {
        let length = text.chars().count();
        let mut before = 0;
        for denial in denials(&text, &Lang::persian()) {
            prop_assert!(before <= denial.span.start && denial.span.start < denial.span.end && denial.span.end <= length);
            before = denial.span.end;
        }
    }
}
