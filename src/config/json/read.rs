//! Reads JSON with comments into a tree with places.
//! Border: accepts what wrangler accepts: comments and trailing commas, nothing else beyond JSON.
use jsonc_parser::ast;
use jsonc_parser::common::Ranged;
use jsonc_parser::errors::ParseErrorKind;
use jsonc_parser::{CollectOptions, CommentCollectionStrategy, ParseOptions, parse_to_ast};
use serde_json::Number;

use crate::config::error::ParseError;
use crate::config::node::{Array, Entry, Node, NodeKind, Table, TableForm};

/// Parses `text`.
///
/// # Errors
/// The first fault, with its place.
pub fn parse(text: &str) -> Result<Node, ParseError> {
    let options = ParseOptions {
        allow_comments: true,
        allow_trailing_commas: true,
        allow_loose_object_property_names: false,
        allow_missing_commas: false,
        allow_single_quoted_strings: false,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        allow_bare_decimal_point_numbers: false,
        allow_non_finite_numbers: false,
        allow_extended_string_escapes: false,
    };
    let collect = CollectOptions { comments: CommentCollectionStrategy::Off, tokens: false };
    let parsed = parse_to_ast(text, &collect, &options)
        .map_err(|error| ParseError::at(text, error.range().start, message(error.kind())))?;
    match parsed.value {
        Some(value) => node(text, value),
        None => Err(ParseError::at(text, text.len(), "the file has no value, expected `{`")),
    }
}

/// What is wrong, in words that name what was expected.
fn message(kind: &ParseErrorKind) -> String {
    let known = match kind {
        ParseErrorKind::ExpectedColonAfterObjectKey => "expected `:` after the key",
        ParseErrorKind::ExpectedObjectValue => "expected a value after `:`",
        ParseErrorKind::ExpectedComma => "expected `,` or the closing bracket",
        ParseErrorKind::ExpectedStringObjectProperty
        | ParseErrorKind::UnexpectedTokenInObject
        | ParseErrorKind::SingleQuotedStringsNotAllowed => "expected a string in double quotes",
        ParseErrorKind::UnterminatedArray => "the list that begins here is not closed, expected `]`",
        ParseErrorKind::UnterminatedObject => "the object that begins here is not closed, expected `}`",
        ParseErrorKind::UnterminatedCommentBlock => "the comment that begins here is not closed, expected `*/`",
        ParseErrorKind::MultipleRootJsonValues => "expected the end of the file",
        ParseErrorKind::UnexpectedCloseBrace => "unexpected `}`, expected a value",
        ParseErrorKind::UnexpectedCloseBracket => "unexpected `]`, expected a value",
        ParseErrorKind::UnexpectedColon => "unexpected `:`, expected a value",
        ParseErrorKind::UnexpectedComma => "unexpected `,`, expected a value",
        ParseErrorKind::UnexpectedWord | ParseErrorKind::UnexpectedToken => "expected a value",
        ParseErrorKind::NestingDepthExceeded => "nested too deeply",
        other => return sentence(&other.to_string()),
    };
    known.to_owned()
}

fn sentence(message: &str) -> String {
    let mut characters = message.chars();
    characters.next().map_or_else(String::new, |first| first.to_lowercase().chain(characters).collect())
}

fn node(text: &str, value: ast::Value<'_>) -> Result<Node, ParseError> {
    let range = value.range();
    let range = range.start..range.end;
    let kind = match value {
        ast::Value::NullKeyword(_) => NodeKind::Null,
        ast::Value::BooleanLit(literal) => NodeKind::Bool(literal.value),
        ast::Value::StringLit(literal) => NodeKind::Text(literal.value.into_owned()),
        ast::Value::NumberLit(literal) => NodeKind::Number(
            literal
                .value
                .parse::<Number>()
                .map_err(|_| ParseError::at(text, range.start, format!("`{}` is not a number", literal.value)))?,
        ),
        ast::Value::Array(array) => NodeKind::Array(Array {
            elements: array.elements.into_iter().map(|element| node(text, element)).collect::<Result<_, _>>()?,
            sections: false,
        }),
        ast::Value::Object(object) => NodeKind::Table(Table {
            entries: object.properties.into_iter().map(|property| entry(text, property)).collect::<Result<_, _>>()?,
            form: TableForm::Braces,
        }),
    };
    Ok(Node { range, kind })
}

fn entry(text: &str, property: ast::ObjectProp<'_>) -> Result<Entry, ParseError> {
    let key_range = property.name.range();
    Ok(Entry {
        key_range: key_range.start..key_range.end,
        start: key_range.start,
        key: property.name.into_string(),
        value: node(text, property.value)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_have_a_place_and_say_what_was_expected() {
        let error = parse("{\n  \"vars\" { \"DEBUG\": 1 }\n}\n").unwrap_err();
        assert_eq!((error.line, error.column), (2, 10), "{error}");
        assert!(error.message.contains("expected `:`"), "{error}");
        for bad in ["", "{", "{\"a\": }", "{'a': 1}", "{\"a\": 1 \"b\": 2}", "[1,,2]", "{\"a\": 0x1}", "{\"a\": nope}"]
        {
            assert!(parse(bad).is_err(), "{bad:?} was accepted");
        }
    }

    #[test]
    fn comments_and_trailing_commas_are_accepted() {
        let node = parse("// a\n{ \"a\": [1, 2,], /* b */ \"c\": \"d\\n\", }\n").unwrap();
        assert_eq!(node.to_json(), serde_json::json!({"a": [1, 2], "c": "d\n"}));
    }
}
