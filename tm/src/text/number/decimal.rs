//! Exact decimal numbers of any length, kept as digits: no rounding, no limit.

use std::cmp::Ordering;
use std::fmt;

/// A decimal number, canonical: no leading zeros, no zeros at the end of the fraction.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Decimal {
    negative: bool,
    whole: String,
    fraction: String,
}

impl Decimal {
    /// The number written with these ASCII digits before and behind the decimal sign; other characters are left out.
    pub fn new(whole: &str, fraction: &str) -> Decimal {
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
        Decimal { negative: false, whole: digits(whole), fraction: digits(fraction) }.canonical()
    }

    /// The same number below zero.
    #[must_use]
    pub fn negated(mut self) -> Decimal {
        self.negative = !self.negative && !self.is_zero();
        self
    }

    /// Whether it is nothing.
    pub fn is_zero(&self) -> bool {
        self.whole == "0" && self.fraction.is_empty()
    }

    /// Whether it has no fraction.
    pub fn is_whole(&self) -> bool {
        self.fraction.is_empty()
    }

    /// The value where it is whole, not negative, and small enough.
    pub fn small(&self) -> Option<u64> {
        if self.negative || !self.is_whole() { None } else { self.whole.parse().ok() }
    }

    /// The number times ten to the power of `exponent`.
    #[must_use]
    pub fn shifted(&self, exponent: usize) -> Decimal {
        let padded = format!("{:0<exponent$}", self.fraction);
        let (moved, rest) = padded.split_at_checked(exponent).unwrap_or((&padded, ""));
        let whole = format!("{}{moved}", self.whole);
        Decimal { negative: self.negative, whole, fraction: rest.to_owned() }.canonical()
    }

    /// The number divided by ten to the power of `exponent`.
    #[must_use]
    pub fn unshifted(&self, exponent: usize) -> Decimal {
        let padded = "0".repeat((exponent + 1).saturating_sub(self.whole.len())) + &self.whole;
        let (whole, moved) = padded.split_at_checked(padded.len() - exponent).unwrap_or((&padded, ""));
        let fraction = format!("{moved}{}", self.fraction);
        Decimal { negative: self.negative, whole: whole.to_owned(), fraction }.canonical()
    }

    /// Whether it is below zero, and the digits before and behind the decimal sign.
    pub fn digits(&self) -> (bool, &str, &str) {
        (self.negative, &self.whole, &self.fraction)
    }

    /// The sum of two numbers that are not negative.
    #[must_use]
    pub fn plus(&self, other: &Decimal) -> Decimal {
        let scale = self.fraction.len().max(other.fraction.len());
        let width = self.whole.len().max(other.whole.len());
        // A width in a format string would end at 65,535.
        let aligned = |d: &Decimal| {
            let (before, behind) = (width - d.whole.len(), scale - d.fraction.len());
            ["0".repeat(before).as_str(), &d.whole, &d.fraction, "0".repeat(behind).as_str()]
                .concat()
                .into_bytes()
        };
        let mut carry = 0;
        let mut sum: Vec<u8> = Vec::with_capacity(width + scale + 1);
        for (a, b) in aligned(self).into_iter().rev().zip(aligned(other).into_iter().rev()) {
            let digit = (a - b'0') + (b - b'0') + carry;
            carry = digit / 10;
            sum.push(b'0' + digit % 10);
        }
        sum.push(b'0' + carry);
        let digits: String = sum.into_iter().rev().map(char::from).collect();
        let (whole, fraction) = digits.split_at_checked(width + 1).unwrap_or((&digits, ""));
        Decimal { negative: false, whole: whole.to_owned(), fraction: fraction.to_owned() }.canonical()
    }

    fn canonical(self) -> Decimal {
        let whole = match self.whole.trim_start_matches('0') {
            "" => "0",
            whole => whole,
        };
        Decimal {
            negative: self.negative,
            whole: whole.to_owned(),
            fraction: self.fraction.trim_end_matches('0').to_owned(),
        }
    }
}

impl From<u64> for Decimal {
    fn from(value: u64) -> Decimal {
        Decimal { negative: false, whole: value.to_string(), fraction: String::new() }
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Decimal) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Decimal) -> Ordering {
        let size = |d: &Decimal, o: &Decimal| {
            d.whole
                .len()
                .cmp(&o.whole.len())
                .then_with(|| d.whole.cmp(&o.whole))
                .then_with(|| d.fraction.cmp(&o.fraction))
        };
        match (self.negative, other.negative) {
            (false, true) => Ordering::Greater,
            (true, false) => Ordering::Less,
            (false, false) => size(self, other),
            (true, true) => size(other, self),
        }
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.negative { "-" } else { "" };
        write!(f, "{sign}{}", self.whole)?;
        if self.fraction.is_empty() { Ok(()) } else { write!(f, ".{}", self.fraction) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn digits_stay_exact_at_any_length() {
        let long = "1234567890123456789012345678901234567890";
        assert_eq!(Decimal::new(long, "50").to_string(), format!("{long}.5"));
        assert_eq!(Decimal::new(long, "").shifted(3).to_string(), format!("{long}000"));
        assert_eq!(Decimal::new("0", "05").shifted(1).to_string(), "0.5");
        assert_eq!(Decimal::new("12", "5").unshifted(3).to_string(), "0.0125");
        assert_eq!(Decimal::from(12_500_000).unshifted(6).to_string(), "12.5");
        assert_eq!(Decimal::from(5).negated().to_string(), "-5");
    }

    proptest! {
        #[test]
        fn sums_and_order_are_those_of_integers(a in 0u64..1_000_000_000, b in 0u64..1_000_000_000) {
            prop_assert_eq!(Decimal::from(a).plus(&Decimal::from(b)), Decimal::from(a + b));
            prop_assert_eq!(Decimal::from(a).cmp(&Decimal::from(b)), a.cmp(&b));
            prop_assert_eq!(Decimal::from(a).negated().cmp(&Decimal::from(b).negated()), b.cmp(&a));
        }
    }
}
