//! Bytes for large bodies: the same at every run, different at every place, so that a part tells where it is from.
//! Border: numbers to bytes.

use std::ops::Range;

/// The bytes at these places of the endless sample.
pub fn sample(places: Range<usize>) -> Vec<u8> {
    // Fibonacci hashing: neighbours have nothing to do with each other.
    places.map(|place| ((place as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 56) as u8).collect()
}
