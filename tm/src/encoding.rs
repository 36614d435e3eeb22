//! Encodings of files: found from the bytes and decoded.
//!
//! [`decode_document`] is for plain texts held in memory, [`DocumentDecoder`] for longer ones, [`Decoder`] for XML
//! that streams by. Both believe the bytes
//! more than what a file says about itself. Not told apart: single-byte encodings other than Windows-1256 (Persian)
//! and Windows-1252 (Western European) when nothing declares them; UTF-7, UTF-32 and EBCDIC are not read.

mod decoder;
mod document;
pub mod fault;
mod guess;
mod stream;

use std::fmt;

pub use decoder::Decoder;
pub use document::{Decoded, DocumentDecoder, EncodingError, decode_document};

pub(crate) use stream::ByteStream;

/// How the characters of a file are written as bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Encoding {
    /// UTF-8, plain ASCII included.
    Utf8,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// The Arabic script code page of Windows, Persian letters included.
    Windows1256,
    /// The Western European code page of Windows; ISO 8859-1 is read as this.
    Windows1252,
    /// Any other encoding that a file declared, by its name in the WHATWG Encoding Standard.
    Other(&'static str),
}

impl Encoding {
    fn of(encoding: &'static encoding_rs::Encoding) -> Encoding {
        match encoding.name() {
            "UTF-8" => Encoding::Utf8,
            "UTF-16LE" => Encoding::Utf16Le,
            "UTF-16BE" => Encoding::Utf16Be,
            "windows-1256" => Encoding::Windows1256,
            "windows-1252" => Encoding::Windows1252,
            name => Encoding::Other(name),
        }
    }

    fn table(self) -> &'static encoding_rs::Encoding {
        match self {
            Encoding::Utf8 => encoding_rs::UTF_8,
            Encoding::Utf16Le => encoding_rs::UTF_16LE,
            Encoding::Utf16Be => encoding_rs::UTF_16BE,
            Encoding::Windows1256 => encoding_rs::WINDOWS_1256,
            Encoding::Windows1252 => encoding_rs::WINDOWS_1252,
            Encoding::Other(name) => {
                encoding_rs::Encoding::for_label(name.as_bytes()).unwrap_or(encoding_rs::WINDOWS_1252)
            }
        }
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Utf16Le => "UTF-16LE",
            Encoding::Utf16Be => "UTF-16BE",
            Encoding::Windows1256 => "Windows-1256",
            Encoding::Windows1252 => "Windows-1252",
            Encoding::Other(name) => name,
        })
    }
}
