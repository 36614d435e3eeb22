//! Clean texts that look damaged to one rule or another: each was once or could be taken for a garbled one.

use super::repair;

/// What each text is, and the text.
const CLEAN: &[(&str, &str)] = &[
    (
        "a list whose mark is a full stop",
        "خواسته\u{200C}های ما:\n. افزایش دستمزد برای همه کارگران\n. بیمه درمان خانواده\u{200C}ها\n. آزادی کارگران زندانی\n. لغو احکام صادر شده\n",
    ),
    (
        "the same without blanks",
        "خواسته\u{200C}های ما\n.افزایش دستمزد برای همه\n.بیمه درمان خانواده\u{200C}ها\n.آزادی زندانیان\n.لغو احکام\n",
    ),
    (
        "an Arabic list",
        "المطالب:\n. زيادة الأجور لجميع العمال\n. الإفراج عن المعتقلين\n. إلغاء الأحكام الصادرة\n. حق التنظيم المستقل\n",
    ),
    ("a list of colons", "ابزار\n: نان\n: آب\n: چادر\n:متن\u{200C}ها\n"),
    ("a list of guillemets", "» تیتر نخست خبر امروز\n» تیتر دوم خبر امروز\n» تیتر سوم خبر امروز\n»پایان\n"),
    ("warnings", "! هشدار نخست برای کاربر\n! هشدار دوم برای کاربر\n!توجه\n!! آب\n"),
    ("smileys", ":) سلام\n:) خوبی\n:( بد\n) خنده\n:) چه خبر\n))) خنده\n"),
    ("style sheets", ".عنوان { color: red }\n.متن { color: blue }\n.پانویس { margin: 0 }\n"),
    ("dotted leaders first", ". . . . . ۳ مقدمه\n. . . . . ۱۲ فصل یکم\n. . . . . ۲۱ فصل دوم\n"),
    ("framed titles", ".: نان :.\n.: کار :.\n.:آزادی:.\n. خانه .\n"),
    ("verse with dots", ". . . ای وطن\n... نان و کار\n.\n. . .\nو ما همچنان\n. . . بیدار می\u{200C}مانیم\n"),
    (
        "numbers of footnotes",
        "کارگران آمدند.۱ آنان نان خواستند.۲ و رفتند\nمتن دیگر می\u{200C}گوید.۳ این هم درست است\nو باز هم همین است.۴ پس چنین بود\n",
    ),
    (
        "numbers typed without blanks",
        "در سال۱۴۰۱ ما۱۲ نفر بودیم.\nآنها۳نفر را گرفتند.۱۲ نفر ماندند.\nدر ۱۲مهر آمدند.۳ روز بعد رفتند\nگفتند.۲ نفر دیگر هم رفته\u{200C}اند و همه آمدند\nرفتند.۳ ماه گذشت و آنها در زندان بودند\n",
    ),
    ("a course on hacking", "هک اخلاقی\nآموزش هک\nهک تلگرام\nهک واتساپ\nهک گوشی\nهک و امنیت\n"),
    ("a surname", "نیا یوشیج\nخسرو نیا\nآریان نیا\nمهدوی نیا\nرضا نیا\nحمید نیا\n"),
    ("understanding hackers", "درک هک\nدرک درست هک\nنیا و زین اسب\nدرک و هک و نیا\nدرک\n"),
    ("names without hamza", "علاالدین آمد. بهاالدین رفت. ضیاالدین ماند. ماالشعیر هم بود.\n"),
    ("the alphabet", "ا ب پ ت ث ج چ ح خ د ذ ر ز ژ س ش ص ض ط ظ ع غ ف ق ک گ ل م ن و ه ی\n"),
    ("letters line by line", "آ\nا\nب\nپ\nت\nث\nج\nچ\nح\nخ\nد\nذ\nر\nز\n"),
    ("a crossword", "افقی\n۱. ب د ر\n۲. س ا ل\n۳. ک ا ر\n۴. ن ا ن\n۵. م ا ه\n"),
    (
        "kashidas for dashes",
        "مردم ـ نان ـ کار\nـ سلام\nـ علیک\nمردم ـ نان ـ کار\nـ سلام\nـ علیک\nمردم ـ نان ـ کار\nـ سلام\nـ علیک\nـ آری\n",
    ),
    (
        "blessings",
        "محمد ﷺ و علی گفتند ﷲ ﷽ ﷼ ۱۲۰۰۰\nمحمد ﷺ و علی گفتند ﷲ ﷽ ﷼ ۱۲۰۰۰\nمحمد ﷺ و علی گفتند ﷲ ﷽ ﷼ ۱۲۰۰۰\nمحمد ﷺ و علی گفتند ﷲ ﷽ ﷼ ۱۲۰۰۰\n",
    ),
    ("calls", "های! کجا می\u{200C}روی؟\nهای مردم!\nهای های گریه.\nها، چه شد؟\nآمدند. های مردم، بیایید.\n"),
    ("a schedule", "۰۱ مهر آغاز شد\n۰۲ مهر ادامه\n۰۳ مهر\n۰۵ آبان\n۰۵ نفر\n۰۶ نفر\n۰۷ ساعت\n"),
    ("a schedule in Latin digits", "01 مهر، 05 ساعت\n02 مهر، 06 ساعت\n03 مهر، 07 ساعت\n"),
    ("line breaks and hyphens of Word", "کارگران\u{B}آمدند.\nکار\u{1E}خانه و می\u{1F}روند\n"),
    ("years of other eras", "سال ۵۷۸۱ عبری.\nسال ۵۷۳۱ عبری.\nسال ۹۰۳۱ پیش از میلاد.\nسال ۸۳۰۱ قبل از میلاد\n"),
];

#[test]
fn clean_texts_are_neither_changed_nor_warned_of() {
    for (what, text) in CLEAN {
        for text in [(*text).to_owned(), text.repeat(9), text.trim_end().replace('\n', "\r\n")] {
            assert_eq!(repair(&text), None, "{what}");
        }
    }
}
