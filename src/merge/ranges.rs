//! Three-way merge of version ranges: what both sides ask for, where one range can say it.
//! Border: the text of one range; PEP 440 for Python packages, npm's `^1.2.3` for others. `None` is a conflict.
use std::cmp::Ordering;

use crate::config::requirement::Requirement;

/// Merges a dependency as PEP 508 writes it: extras, specifiers and marker each on their own.
pub fn merge_requirement(base: Option<&str>, ours: &str, theirs: &str) -> Option<String> {
    let base = base.map(Requirement::parse).transpose().ok()?;
    let (ours, theirs) = (Requirement::parse(ours).ok()?, Requirement::parse(theirs).ok()?);
    // Of two new ones neither is the older: what only one of them says is asked for, too.
    let base = base.unwrap_or_else(|| Requirement::any(ours.name.clone()));
    let mut extras = ours.extras.clone();
    extras.retain(|extra| theirs.extras.contains(extra) || !base.extras.contains(extra));
    let new = theirs.extras.iter().filter(|extra| !base.extras.contains(extra));
    extras.extend(new.cloned());
    extras.dedup();
    let merged = Requirement {
        name: three_way(&base.name, &ours.name, &theirs.name).unwrap_or(&ours.name).clone(),
        extras,
        specifier: merge_specifiers(&base.specifier, &ours.specifier, &theirs.specifier)?,
        url: three_way(&base.url, &ours.url, &theirs.url)?.clone(),
        marker: three_way(&base.marker, &ours.marker, &theirs.marker)?.clone(),
    };
    (merged.url.is_none() || merged.specifier.is_empty()).then(|| merged.to_string())
}

/// Merges specifiers such as `>=3.12,<4`, bound by bound.
pub fn merge_specifiers(base: &str, ours: &str, theirs: &str) -> Option<String> {
    if let Some(one) = three_way(&base, &ours, &theirs) {
        return Some((*one).to_owned());
    }
    let (base, ours, theirs) = (clauses(base)?, clauses(ours)?, clauses(theirs)?);
    let mut merged: Vec<Clause<'_>> = Vec::new();
    for bound in [Bound::Lower, Bound::Upper, Bound::Fixed, Bound::Compatible] {
        let (base, ours, theirs) = (bound.only(&base)?, bound.only(&ours)?, bound.only(&theirs)?);
        let one = match three_way(&base, &ours, &theirs) {
            Some(one) => *one,
            None => Some(bound.stricter(ours?, theirs?)?),
        };
        merged.extend(one);
    }
    let excluded = |clauses: &[Clause<'_>]| -> Vec<String> {
        clauses.iter().filter(|clause| clause.bound() == Bound::Not).map(|clause| clause.version.to_owned()).collect()
    };
    let (before, mine, new) = (excluded(&base), excluded(&ours), excluded(&theirs));
    let mut not: Vec<String> = mine.iter().filter(|it| new.contains(it) || !before.contains(it)).cloned().collect();
    not.extend(new.iter().filter(|it| !before.contains(it) && !mine.contains(it)).cloned());
    if !is_satisfiable(&merged) {
        return None;
    }
    let mut parts: Vec<String> = merged.iter().map(|clause| format!("{}{}", clause.operator, clause.version)).collect();
    parts.extend(not.into_iter().map(|version| format!("!={version}")));
    Some(parts.join(","))
}

/// Merges a range as package.json has it. Only where both sides raised the same kind of range.
pub fn merge_npm(base: Option<&str>, ours: &str, theirs: &str) -> Option<String> {
    if let Some(base) = base
        && let Some(one) = three_way(&base, &ours, &theirs)
    {
        return Some((*one).to_owned());
    }
    let split = |text: &'_ str| -> Option<(&'static str, semver::Version)> {
        let text = text.trim();
        let operator = ["^", "~", ">="].into_iter().find(|operator| text.starts_with(operator))?;
        let version = text[operator.len()..].trim();
        let missing = 2usize.checked_sub(version.matches('.').count())?;
        let version = format!("{version}{}", ".0".repeat(missing));
        semver::Version::parse(&version).ok().map(|version| (operator, version))
    };
    let ((one, mine), (other, new)) = (split(ours)?, split(theirs)?);
    let same_line = match one {
        "^" => mine.major == new.major && (mine.major > 0 || mine.minor == new.minor),
        "~" => (mine.major, mine.minor) == (new.major, new.minor),
        _ => true,
    };
    (one == other && same_line).then(|| if mine >= new { ours.to_owned() } else { theirs.to_owned() })
}

/// What one side changed; `None` if both did, differently.
fn three_way<'a, T: PartialEq>(base: &'a T, ours: &'a T, theirs: &'a T) -> Option<&'a T> {
    if ours == theirs || base == theirs {
        Some(ours)
    } else if base == ours {
        Some(theirs)
    } else {
        None
    }
}

/// One specifier of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Clause<'text> {
    operator: &'static str,
    version: &'text str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bound {
    Lower,
    Upper,
    Fixed,
    Compatible,
    Not,
}

fn clauses(text: &str) -> Option<Vec<Clause<'_>>> {
    const OPERATORS: [&str; 8] = ["===", "==", "~=", "!=", "<=", ">=", "<", ">"];
    let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
    parts
        .map(|part| {
            let operator = OPERATORS.into_iter().find(|operator| part.starts_with(operator))?;
            Some(Clause { operator, version: part[operator.len()..].trim() })
        })
        .collect()
}

impl Clause<'_> {
    fn bound(&self) -> Bound {
        match self.operator {
            ">=" | ">" => Bound::Lower,
            "<=" | "<" => Bound::Upper,
            "~=" => Bound::Compatible,
            "!=" => Bound::Not,
            _ => Bound::Fixed,
        }
    }

    /// The numbers of the version, if it has nothing else.
    fn release(&self) -> Option<Vec<u64>> {
        let mut numbers: Vec<u64> = self.version.split('.').map(|part| part.parse().ok()).collect::<Option<_>>()?;
        while numbers.last() == Some(&0) {
            numbers.pop();
        }
        Some(numbers)
    }

    fn is_open(&self) -> bool {
        matches!(self.operator, ">" | "<")
    }
}

impl Bound {
    /// The only clause of this kind, if there is any. Of two nobody knows which was changed into which.
    fn only<'text>(self, clauses: &[Clause<'text>]) -> Option<Option<Clause<'text>>> {
        let mut of_bound = clauses.iter().filter(|clause| clause.bound() == self).copied();
        let first = of_bound.next();
        of_bound.next().is_none().then_some(first)
    }

    /// The clause that allows what both allow.
    fn stricter<'text>(self, one: Clause<'text>, other: Clause<'text>) -> Option<Clause<'text>> {
        let order = one.release()?.cmp(&other.release()?);
        match (self, order) {
            (Self::Lower | Self::Upper, Ordering::Equal) => Some(if one.is_open() { one } else { other }),
            (Self::Lower, Ordering::Greater) | (Self::Upper, Ordering::Less) => Some(one),
            (Self::Lower, Ordering::Less) | (Self::Upper, Ordering::Greater) => Some(other),
            (Self::Fixed | Self::Compatible | Self::Not, _) => None,
        }
    }
}

/// Whether a version can be within all bounds; what cannot be compared is taken to be.
fn is_satisfiable(clauses: &[Clause<'_>]) -> bool {
    let find = |bound| clauses.iter().find(|clause| clause.bound() == bound);
    // A fixed version beside anything else came from two sides that disagree.
    if find(Bound::Fixed).is_some() && clauses.len() > 1 {
        return false;
    }
    let (Some(lower), Some(upper)) = (find(Bound::Lower), find(Bound::Upper)) else { return true };
    let (Some(from), Some(to)) = (lower.release(), upper.release()) else { return true };
    match from.cmp(&to) {
        Ordering::Less => true,
        Ordering::Equal => !lower.is_open() && !upper.is_open(),
        Ordering::Greater => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn python(base: &str, ours: &str, theirs: &str) -> Option<String> {
        merge_requirement((!base.is_empty()).then_some(base), ours, theirs)
    }

    #[test]
    fn bounds_that_different_sides_changed_come_together() {
        for (base, ours, theirs, wanted) in [
            ("x>=1", "x>=1,<2", "x>=1.5", Some("x>=1.5,<2")),
            ("x>=1", "x>=1.2", "x>=1.10", Some("x>=1.10")),
            ("x", "x!=1.3", "x>=1", Some("x>=1,!=1.3")),
            ("x<3", "x<2", "x<4", Some("x<2")),
            ("x>=1", "x", "x>=2", None),
            ("x>=1", "x==1.4", "x>=2", None),
            ("x==1.0", "x==1.1", "x==1.2", None),
            ("x>=1", "x>=1,<2", "x>=2", None),
            ("x>=1", "x>=1,<=2", "x>=2", Some("x>=2,<=2")),
            ("x>=1", "x[all]>=1", "x>=2", Some("x[all]>=2")),
            ("x[a,b]", "x[b]", "x[a,b,c]", Some("x[b,c]")),
            ("x", "x; python_version<'4'", "x>=1", Some("x>=1; python_version<'4'")),
            ("", "x>=1", "x>=2", Some("x>=2")),
            ("", "x==1", "x==2", None),
            ("x>=1", "x @ https://example.com/x.whl", "x>=2", None),
            ("x>=1,>=2", "x>=1,>=3", "x>=4", None),
            ("x>=1", "x>=2rc1", "x>=3", None),
        ] {
            assert_eq!(python(base, ours, theirs).as_deref(), wanted, "{base} | {ours} | {theirs}");
        }
        assert_eq!(merge_specifiers(">=3.12", ">=3.12,<4", ">=3.13").as_deref(), Some(">=3.13,<4"));
    }

    #[test]
    fn ranges_of_npm_are_raised_within_their_line() {
        for (base, ours, theirs, wanted) in [
            (Some("^4.1.0"), "^4.3.0", "^4.2.0", Some("^4.3.0")),
            (Some("^4.1.0"), "^4.3", "^4.20.0", Some("^4.20.0")),
            (Some("^4.1.0"), "^5.0.0", "^4.2.0", None),
            (Some("^0.3.1"), "^0.3.2", "^0.4.0", None),
            (Some("~1.2.0"), "~1.2.3", "~1.2.4", Some("~1.2.4")),
            (Some("1.0.0"), "1.0.1", "1.0.2", None),
            (Some("^1"), "latest", "^1.2.0", None),
            (Some("^1"), "^1", "^2", Some("^2")),
            (None, "^1.0.0", "^1.1.0", Some("^1.1.0")),
        ] {
            assert_eq!(merge_npm(base, ours, theirs).as_deref(), wanted, "{base:?} | {ours} | {theirs}");
        }
    }
}
