//! Finds out which of many changes break the result.
//! Border: counts and tries; what a change is, and what a good result, only the caller knows.

/// What is good, and what is not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bisected<'list, T, R> {
    /// The changes that are good together, in their order.
    pub kept: Vec<&'list T>,
    /// Those that break what comes before them, and how.
    pub guilty: Vec<(&'list T, R)>,
}

/// Leaves out as few changes as needed for `is_good` to accept the rest. For every guilty change it is asked about as
/// many times as the number of changes has binary digits. Where two changes are only bad together, the later one is
/// guilty. What is kept has been accepted by `is_good` as a whole.
pub fn bisect<'list, T, R>(
    changes: &'list [T],
    mut is_good: impl FnMut(&[&'list T]) -> Result<(), R>,
) -> Bisected<'list, T, R> {
    let mut kept: Vec<&T> = Vec::with_capacity(changes.len());
    let mut guilty = Vec::new();
    let mut rest = changes;
    while !rest.is_empty() {
        let mut with = |count: usize| {
            let mut tried = kept.clone();
            tried.extend(&rest[..count]);
            is_good(&tried)
        };
        let Err(mut reason) = with(rest.len()) else {
            kept.extend(rest);
            break;
        };
        // Good with `good` of them, bad with `bad`.
        let (mut good, mut bad) = (0, rest.len());
        while bad - good > 1 {
            let middle = good + (bad - good) / 2;
            match with(middle) {
                Ok(()) => good = middle,
                Err(other) => (bad, reason) = (middle, other),
            }
        }
        kept.extend(&rest[..good]);
        guilty.push((&rest[good], reason));
        rest = &rest[bad..];
    }
    Bisected { kept, guilty }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_guilty_ones_are_found_and_the_good_ones_kept() {
        let changes: Vec<u32> = (0..100).collect();
        let mut asked = 0;
        let found = bisect(&changes, |tried| {
            asked += 1;
            match tried.iter().find(|change| [17, 80].contains(**change)) {
                Some(bad) => Err(format!("{bad} is bad")),
                None => Ok(()),
            }
        });
        assert_eq!(found.guilty, [(&17, "17 is bad".to_owned()), (&80, "80 is bad".to_owned())]);
        assert_eq!(found.kept.len(), 98);
        assert!(asked <= 3 + 2 * 7, "{asked}");
    }

    #[test]
    fn of_two_that_clash_the_later_goes() {
        let found =
            bisect(
                &["a", "b", "c"],
                |tried| {
                    if tried.contains(&&"a") && tried.contains(&&"c") { Err(()) } else { Ok(()) }
                },
            );
        assert_eq!((found.kept, found.guilty), (vec![&"a", &"b"], vec![(&"c", ())]));
    }

    proptest! {
        #[test]
        fn what_is_kept_is_good_and_nothing_is_lost(count in 0usize..40, clashes in prop::collection::vec((0usize..40, 0usize..40), 0..12)) {
            let changes: Vec<usize> = (0..count).collect();
            // A pair of one and the same is a change that is bad by itself.
            let is_good = |tried: &[&usize]| match clashes.iter().any(|(a, b)| tried.contains(&a) && tried.contains(&b)) {
                true => Err(()),
                false => Ok(()),
            };
            let found = bisect(&changes, is_good);
            prop_assert!(is_good(&found.kept).is_ok());
            prop_assert_eq!(found.kept.len() + found.guilty.len(), count);
            for (change, ()) in &found.guilty {
                let mut with: Vec<&usize> = found.kept.iter().copied().filter(|kept| kept < change).collect();
                with.push(change);
                prop_assert!(is_good(&with).is_err(), "{} is not guilty", change);
            }
        }
    }
}
