//! Check digits: what tells a number of a person or an account from any other number.

/// The Iranian national number, ten digits, the last one the check digit (weights 10 to 2, modulo 11).
pub(crate) fn is_national_id(digits: &[u8]) -> bool {
    let Some((check, body)) = digits.split_last() else { return false };
    if digits.len() != 10 || digits.iter().all(|d| d == check) {
        return false;
    }
    let sum: u32 = body.iter().zip((2..=10).rev()).map(|(d, weight)| u32::from(*d) * weight).sum();
    let rest = sum % 11;
    u32::from(*check) == if rest < 2 { rest } else { 11 - rest }
}

/// Luhn's formula (ISO/IEC 7812-1, annex B): bank cards.
pub(crate) fn is_luhn(digits: &[u8]) -> bool {
    let sum: u32 = (0usize..)
        .zip(digits.iter().rev())
        .map(|(place, digit)| match (place % 2, u32::from(*digit) * 2) {
            (0, _) => u32::from(*digit),
            (_, doubled) => doubled / 10 + doubled % 10,
        })
        .sum();
    !digits.is_empty() && sum.is_multiple_of(10)
}

/// ISO 13616-1 with ISO 7064 MOD 97-10: international bank account numbers, in capitals and without spaces.
pub(crate) fn is_iban(account: &[char]) -> bool {
    let Some((head, body)) = account.split_at_checked(4) else { return false };
    let rest = body.iter().chain(head).try_fold(0u32, |rest, c| {
        let value = c.to_digit(36)?;
        Some(if value < 10 { rest * 10 + value } else { rest * 100 + value } % 97)
    });
    rest == Some(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn one_check_digit_fits_and_one_changed_digit_is_seen(
            body in prop::collection::vec(0u8..10, 9..=15), at in 0usize..9, by in 1u8..10,
        ) {
            prop_assume!(body.iter().any(|d| *d != body[0]));
            for (check, length) in [(is_national_id as fn(&[u8]) -> bool, 9), (is_luhn, body.len())] {
                let body = &body[..length];
                let fitting: Vec<u8> = (0..10).filter(|d| check(&[body, &[*d]].concat())).collect();
                prop_assert!(fitting.len() <= 1);
                if let [digit] = fitting[..] {
                    let mut changed = [body, &[digit]].concat();
                    changed[at] = (changed[at] + by) % 10;
                    // Weights of the national number are below its prime, so a single change always shows but for
                    // the two rests that share the check digits 0 and 1.
                    if length != 9 {
                        prop_assert!(!check(&changed));
                    }
                }
            }
        }
    }

    #[test]
    fn published_examples_pass() {
        // ISO 13616 registry, examples of Germany and the United Kingdom.
        for account in ["DE89370400440532013000", "GB29NWBK60161331926819"] {
            assert!(is_iban(&account.chars().collect::<Vec<_>>()), "{account}");
        }
        assert!(is_luhn(&[4, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]));
        assert!(!is_national_id(&[1; 10]));
    }
}
