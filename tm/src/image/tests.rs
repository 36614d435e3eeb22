//! Laws: what was written is read again, and no changed byte is ever used.

use proptest::prelude::*;

use super::*;

const STAMP: &[u8] = b"store 7, write 12";

/// A column over several blocks, one of other numbers, and an empty one.
fn written() -> Buffer {
    let words: Vec<u32> = (0..1100).map(|n| n * 7 + 1).collect();
    let signatures: Vec<[u64; 4]> = (0..20).map(|n| [n + 1, n + 2, n + 3, n + 4]).collect();
    let mut writer = Writer::new();
    writer.add("words", &words);
    writer.add("signatures", &signatures);
    writer.add::<u64>("nothing", &[]);
    let buffer = writer.to_buffer(STAMP);
    assert_eq!(buffer.as_ref().len(), writer.bytes(STAMP.len()));
    buffer
}

/// Everything that is in the columns, as a search would come by it.
fn content(image: &Image<impl AsRef<[u8]>>) -> (Vec<u32>, Vec<[u64; 4]>, usize) {
    let (words, signatures) = (image.column::<u32>("words"), image.column::<[u64; 4]>("signatures"));
    let one_by_one = (0..words.len()).map(|place| words.get(place)).collect();
    (one_by_one, signatures.slice(0..signatures.len()).to_vec(), image.column::<u64>("nothing").len())
}

#[test]
fn what_was_written_is_read_again() {
    let buffer = written();
    let copy = Buffer::copy(buffer.as_ref());
    for image in [Image::open(copy).unwrap(), Image::of_built(buffer).unwrap()] {
        assert_eq!(image.stamp(), STAMP);
        let (words, signatures, nothing) = content(&image);
        assert_eq!(
            (words.len(), words[1099], signatures[19], nothing),
            (1100, 1099 * 7 + 1, [20, 21, 22, 23], 0)
        );
        assert!(!image.is_damaged() && image.verify());
    }
}

#[test]
fn what_is_not_there_is_nothing() {
    let image = Image::of_built(written()).unwrap();
    let words = image.column::<u32>("words");
    assert_eq!((words.get(1100), words.get(usize::MAX)), (0, 0));
    assert!(words.slice(1090..1101).is_empty());
    assert!(!image.is_damaged());
    assert!(image.column::<u64>("words").is_empty());
    assert!(image.is_damaged(), "numbers of another width");
    let image = Image::of_built(written()).unwrap();
    assert!(image.column::<u32>("unknown").is_empty() && image.is_damaged());
}

#[test]
fn an_empty_image_is_one() {
    let image = Image::open(Writer::new().to_buffer(b"")).unwrap();
    assert!(image.stamp().is_empty() && image.verify());
}

#[test]
fn every_changed_byte_is_found_before_it_is_used() {
    let bytes = written().as_ref().to_vec();
    let sound = content(&Image::open(Buffer::copy(&bytes)).unwrap());
    let mut refused = 0;
    // Every byte of the head and of the first checksums, every third one of the rest.
    for place in (0..500).chain((500..bytes.len()).step_by(3)) {
        let mut changed = bytes.clone();
        changed[place] ^= 1 << (place % 8);
        match Image::open(Buffer::copy(&changed)) {
            Err(_) => refused += 1,
            Ok(image) => {
                assert!(!image.verify(), "byte {place}");
                let image = Image::open(Buffer::copy(&changed)).unwrap();
                let found = content(&image);
                assert!(image.is_damaged() || found == sound, "byte {place}");
            }
        }
    }
    assert!(refused * 3 >= BLOCK, "{refused}");
}

#[test]
fn every_other_length_is_refused() {
    let bytes = written().as_ref().to_vec();
    for length in 0..bytes.len() {
        assert!(Image::open(Buffer::copy(&bytes[..length])).is_err(), "{length}");
    }
    let mut longer = bytes.clone();
    longer.push(0);
    assert_eq!(Image::open(Buffer::copy(&longer)).unwrap_err(), ImageError::Truncated);
}

#[test]
fn what_is_not_ours_is_named() {
    let open = |bytes: &[u8]| Image::open(Buffer::copy(bytes)).unwrap_err();
    assert_eq!(open(b"SQLite format 3\0 and more"), ImageError::Foreign);
    assert_eq!(open(b""), ImageError::Truncated);
    let mut other = written().as_ref().to_vec();
    other[8] = 9;
    assert_eq!(open(&other), ImageError::OtherVersion { found: 9 });
    let shifted = [&[0], written().as_ref()].concat();
    let shifted = Buffer::copy(&shifted);
    assert_eq!(Image::open(&shifted.as_ref()[1..]).unwrap_err(), ImageError::Unaligned);
}

proptest! {
    #[test]
    fn bytes_of_any_kind_never_lie(
        noise in proptest::collection::vec((0usize..16_384, any::<u8>()), 0..8),
        cut in 8000usize..24_000,
    ) {
        let mut bytes = written().as_ref().to_vec();
        let sound = content(&Image::open(Buffer::copy(&bytes)).unwrap());
        for (place, byte) in &noise {
            if let Some(old) = bytes.get_mut(*place) { *old = *byte; }
        }
        bytes.truncate(cut);
        if let Ok(image) = Image::open(Buffer::copy(&bytes)) {
            let found = content(&image);
            prop_assert!(image.is_damaged() || found == sound);
        }
    }
}
