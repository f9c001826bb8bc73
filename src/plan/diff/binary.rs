//! Git's binary patches, for files that have no lines.
//! Border: encodes whole contents, stored rather than compressed; text goes through `unified`.
use sha1::{Digest, Sha1};

/// Bytes of output that stand for one line of at most 52 bytes of input.
const LINE: usize = 52;
const DIGITS: &[u8; 85] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~";

/// Whether git would call the content binary: a NUL among its first 8000 bytes.
pub fn is_binary(bytes: &[u8]) -> bool {
    memchr::memchr(0, &bytes[..bytes.len().min(8000)]).is_some()
}

/// The id that git gives to a file of this content; zeros for no file.
pub fn object_id(bytes: Option<&[u8]>) -> String {
    let Some(bytes) = bytes else {
        return "0".repeat(40);
    };
    let mut hash = Sha1::new();
    hash.update(format!("blob {}\0", bytes.len()));
    hash.update(bytes);
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Appends the patch that turns `before` into `after` (and, reversed, back again).
pub fn write_patch(out: &mut Vec<u8>, before: &[u8], after: &[u8]) {
    out.extend_from_slice(b"GIT binary patch\n");
    for content in [after, before] {
        out.extend_from_slice(format!("literal {}\n", content.len()).as_bytes());
        for chunk in stored(content).chunks(LINE) {
            // The first letter counts the bytes of the line: A is 1, Z 26, a 27, z 52.
            let length = u8::try_from(chunk.len()).unwrap_or(0);
            out.push(if length <= 26 { b'A' + length - 1 } else { b'a' + length - 27 });
            for group in chunk.chunks(4) {
                let mut value: u32 = 0;
                for index in 0..4 {
                    value = value << 8 | u32::from(group.get(index).copied().unwrap_or(0));
                }
                let mut digits = [0; 5];
                for digit in digits.iter_mut().rev() {
                    *digit = DIGITS[(value % 85) as usize];
                    value /= 85;
                }
                out.extend_from_slice(&digits);
            }
            out.push(b'\n');
        }
        out.push(b'\n');
    }
}

/// A zlib stream (RFC 1950) of stored blocks: larger than a compressed one, and simple.
fn stored(bytes: &[u8]) -> Vec<u8> {
    let mut stream = vec![0x78, 0x01];
    let mut blocks = bytes.chunks(usize::from(u16::MAX)).peekable();
    if blocks.peek().is_none() {
        stream.extend_from_slice(&[1, 0, 0, 0xff, 0xff]);
    }
    while let Some(block) = blocks.next() {
        stream.push(u8::from(blocks.peek().is_none()));
        let length = u16::try_from(block.len()).unwrap_or(u16::MAX);
        stream.extend_from_slice(&length.to_le_bytes());
        stream.extend_from_slice(&(!length).to_le_bytes());
        stream.extend_from_slice(block);
    }
    let (mut low, mut high) = (1u32, 0u32);
    for byte in bytes {
        low = (low + u32::from(*byte)) % 65521;
        high = (high + low) % 65521;
    }
    stream.extend_from_slice(&(high << 16 | low).to_be_bytes());
    stream
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn object_ids_are_those_of_git() {
        assert_eq!(object_id(Some(b"")), "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391");
        assert_eq!(object_id(Some(b"hello\n")), "ce013625030ba8dba906f756967f9e9ca394464a");
    }

    #[test]
    fn a_nul_makes_content_binary() {
        assert!(is_binary(b"a\0b"));
        assert!(!is_binary("größe".as_bytes()) && !is_binary(b"\xff\xfe latin"));
    }
}
