//! One dependency as PEP 508 writes it: `name[extra]>=1; marker`.
//! Border: syntax; whether a package can run in a worker is `packages`' knowledge.
use std::fmt;

/// A parsed dependency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requirement {
    /// The name as it is written.
    pub name: String,
    /// The extras in brackets.
    pub extras: Vec<String>,
    /// The version specifiers as they are written, for example `>=1.0,<2`; empty if any version will do.
    pub specifier: String,
    /// Where to get it from instead of an index: what stands behind `@`.
    pub url: Option<String>,
    /// The condition behind `;`.
    pub marker: Option<String>,
}

/// Text that is no dependency.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not a dependency: {reason}")]
pub struct RequirementError {
    /// The text.
    pub text: String,
    /// What is wrong with it.
    pub reason: &'static str,
}

/// A package's name as indexes compare it (PEP 503): lower case, runs of `-_.` as one hyphen.
pub fn normalised_name(name: &str) -> String {
    let mut normal = String::with_capacity(name.len());
    for character in name.trim().chars() {
        if matches!(character, '-' | '_' | '.') {
            if !normal.ends_with('-') {
                normal.push('-');
            }
        } else {
            normal.extend(character.to_lowercase());
        }
    }
    normal
}

const OPERATORS: [&str; 8] = ["===", "==", "~=", "!=", "<=", ">=", "<", ">"];

impl Requirement {
    /// A dependency on any version of a package.
    pub fn any(name: impl Into<String>) -> Self {
        Self { name: name.into(), extras: Vec::new(), specifier: String::new(), url: None, marker: None }
    }

    /// Parses one dependency.
    ///
    /// # Errors
    /// What is wrong with the text.
    pub fn parse(text: &str) -> Result<Self, RequirementError> {
        let error = |reason| RequirementError { text: text.trim().to_owned(), reason };
        let rest = text.trim();
        let end = rest
            .find(|character: char| !(character.is_ascii_alphanumeric() || "-_.".contains(character)))
            .unwrap_or(rest.len());
        let name = &rest[..end];
        if name.is_empty() || !name.starts_with(|first: char| first.is_ascii_alphanumeric()) {
            return Err(error("it does not begin with a package's name"));
        }
        if !name.ends_with(|last: char| last.is_ascii_alphanumeric()) {
            return Err(error("the name ends with punctuation"));
        }
        let mut rest = rest[end..].trim_start();
        let mut extras = Vec::new();
        if let Some(inner) = rest.strip_prefix('[') {
            let (list, after) = inner.split_once(']').ok_or_else(|| error("the extras are not closed by `]`"))?;
            extras = list.split(',').map(|extra| extra.trim().to_owned()).filter(|extra| !extra.is_empty()).collect();
            rest = after.trim_start();
        }
        if let Some(url) = rest.strip_prefix('@') {
            // A URL may hold `;`: the marker is set apart by a space.
            let (url, marker) = match url.split_once(" ;") {
                Some((url, marker)) => (url, Some(marker)),
                None => (url, None),
            };
            let url = url.trim();
            if url.is_empty() || url.contains(char::is_whitespace) {
                return Err(error("`@` is not followed by a URL"));
            }
            return Ok(Self {
                name: name.to_owned(),
                extras,
                specifier: String::new(),
                url: Some(url.to_owned()),
                marker: marker.map(|marker| marker.trim().to_owned()),
            });
        }
        let (specifier, marker) = match rest.split_once(';') {
            Some((specifier, marker)) => (specifier.trim(), Some(marker.trim())),
            None => (rest.trim(), None),
        };
        if marker == Some("") {
            return Err(error("nothing follows `;`"));
        }
        let bare = specifier.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')).unwrap_or(specifier);
        if !bare.trim().is_empty() {
            for part in bare.split(',') {
                let part = part.trim();
                let operator = OPERATORS.iter().find(|operator| part.starts_with(**operator));
                let version = operator.map(|operator| part[operator.len()..].trim());
                let is_version = |version: &str| {
                    !version.is_empty()
                        && version
                            .chars()
                            .all(|character| character.is_ascii_alphanumeric() || ".*+!-_".contains(character))
                };
                if !version.is_some_and(is_version) {
                    return Err(error("the version is not like `>=1.0`"));
                }
            }
        }
        Ok(Self {
            name: name.to_owned(),
            extras,
            specifier: bare.trim().to_owned(),
            url: None,
            marker: marker.map(str::to_owned),
        })
    }

    /// The name as indexes compare it.
    pub fn normalised_name(&self) -> String {
        normalised_name(&self.name)
    }

    /// Whether exactly one version will do.
    pub fn is_pinned(&self) -> bool {
        self.specifier.starts_with("==") && !self.specifier.contains(',') && !self.specifier.contains('*')
    }
}

impl fmt::Display for Requirement {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.name)?;
        if !self.extras.is_empty() {
            write!(formatter, "[{}]", self.extras.join(","))?;
        }
        if let Some(url) = &self.url {
            write!(formatter, " @ {url}")?;
        }
        formatter.write_str(&self.specifier)?;
        match (&self.marker, &self.url) {
            (Some(marker), Some(_)) => write!(formatter, " ; {marker}"),
            (Some(marker), None) => write!(formatter, "; {marker}"),
            (None, _) => Ok(()),
        }
    }
}

/// Whether version specifiers such as `>=3.12,<4` allow a version such as `3.14`. What cannot be read allows everything.
pub fn allows_version(specifiers: &str, version: &str) -> bool {
    let numbers = |text: &str| -> Option<Vec<u32>> { text.trim().split('.').map(|part| part.parse().ok()).collect() };
    let Some(version) = numbers(version) else { return true };
    specifiers.split(',').all(|part| {
        let part = part.trim();
        let end = part.find(|character: char| character.is_ascii_digit()).unwrap_or(part.len());
        let (operator, limit) = (part[..end].trim(), part[end..].trim());
        let (limit, any) = match limit.strip_suffix(".*") {
            Some(limit) => (limit, true),
            None => (limit, false),
        };
        let Some(limit) = numbers(limit) else { return true };
        let length = version.len().max(limit.len());
        let padded = |numbers: &[u32]| {
            let mut numbers = numbers.to_vec();
            numbers.resize(length, 0);
            numbers
        };
        let order = padded(&version).cmp(&padded(&limit));
        let prefix = version.iter().zip(&limit).all(|(one, other)| one == other);
        match operator {
            ">=" => order.is_ge(),
            ">" => order.is_gt(),
            "<=" => order.is_le() || prefix,
            "<" => order.is_lt(),
            "==" | "===" => prefix && (any || limit.len() <= version.len() || limit.starts_with(&version)),
            "!=" => !(prefix && (any || limit.len() <= version.len())),
            "~=" => {
                order.is_ge()
                    && version.iter().zip(&limit[..limit.len().saturating_sub(1)]).all(|(one, other)| one == other)
            }
            // Poetry's caret is no PEP 440, but it is what people write.
            "^" => order.is_ge() && version.first() == limit.first(),
            _ => true,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dependencies_are_read_and_written() {
        for (text, wanted) in [
            ("jinja2", "jinja2"),
            ("  Jinja2 >= 3.1 , < 4 ", "Jinja2>= 3.1 , < 4"),
            ("fastapi[all, standard]==0.110.0", "fastapi[all,standard]==0.110.0"),
            ("x (>=1.0)", "x>=1.0"),
            ("tomli>=1; python_version < '3.11'", "tomli>=1; python_version < '3.11'"),
            (
                "a @ https://example.com/a-1.whl ; sys_platform == 'x'",
                "a @ https://example.com/a-1.whl ; sys_platform == 'x'",
            ),
            ("a===weird", "a===weird"),
            ("a==1.*", "a==1.*"),
        ] {
            assert_eq!(Requirement::parse(text).unwrap().to_string(), wanted, "{text}");
        }
        for bad in ["", "-r x", "./local", "a b", "a>=", "a[b", "a;", "==1", "git+https://x/y", "a.", "a @ ", "ü"] {
            assert!(Requirement::parse(bad).is_err(), "{bad}");
        }
        assert!(Requirement::parse("a==1.0").unwrap().is_pinned());
        assert!(!Requirement::parse("a==1.*").unwrap().is_pinned());
    }

    #[test]
    fn names_are_compared_as_indexes_do() {
        assert_eq!(normalised_name("Zope.Interface__x-.y"), "zope-interface-x-y");
    }

    #[test]
    fn versions_are_compared() {
        for (requires, allowed) in [
            (">=3.12", true),
            (">=3.12,<3.14", false),
            (">=3.12,<4", true),
            ("==3.12.*", false),
            ("==3.14.*", true),
            ("~=3.12", true),
            ("~=3.12.0", false),
            ("^3.11", true),
            ("<=3.13", false),
            ("!=3.14.*", false),
            ("nonsense", true),
            ("", true),
        ] {
            assert_eq!(allows_version(requires, "3.14"), allowed, "{requires}");
        }
    }
}
