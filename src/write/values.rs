//! Typed values as YAML.

use crate::model::value::{Field, Kind, Row, Value};

use super::scalar::{address, date, key, line, scalar, word};

/// The filled fields of a row, one key each, in the card's order.
pub(crate) fn row(out: &mut String, indent: usize, fields: &[Field], row: &Row) {
    for (field, value) in fields.iter().zip(row) {
        if let Some(value) = value {
            entry(out, indent, &key(field.id.as_str()), &field.kind, value);
        }
    }
}

fn entry(out: &mut String, indent: usize, name: &str, kind: &Kind, value: &Value) {
    match (kind, value) {
        (Kind::List(of), Value::List(items)) if !items.is_empty() => {
            line(out, indent, &format!("{name}:"));
            for item in items {
                line(out, indent + 2, &format!("-{}", single(of, item, indent + 4)));
            }
        }
        (Kind::Table(columns), Value::Table(rows)) if !rows.is_empty() => {
            line(out, indent, &format!("{name}:"));
            for cells in rows {
                let mut text = String::new();
                row(&mut text, indent + 4, columns, cells);
                if text.is_empty() {
                    line(out, indent + 2, "- {}");
                } else {
                    // The first key stands beside the hyphen.
                    text.replace_range(indent + 2..indent + 3, "-");
                    out.push_str(&text);
                }
            }
        }
        (Kind::Shares, Value::Shares(shares)) if !shares.is_empty() => {
            line(out, indent, &format!("{name}:"));
            for (part, _, written) in shares {
                line(out, indent + 2, &format!("{}:{}", key(part), scalar(written, indent + 4)));
            }
        }
        (Kind::Per(_, columns), Value::Per(rows)) if !rows.is_empty() => {
            line(out, indent, &format!("{name}:"));
            for (item, cells) in rows {
                line(out, indent + 2, &format!("{}:", key(item)));
                row(out, indent + 4, columns, cells);
            }
        }
        (kind, value) => {
            line(out, indent, &format!("{name}:{}", single(kind, value, indent + 2)));
        }
    }
}

/// A value that stands beside its key, with the space before it.
fn single(kind: &Kind, value: &Value, indent: usize) -> String {
    let chosen = |choice: usize| match kind {
        Kind::Choice(words) | Kind::Choices(words) => {
            words.get(choice).map_or_else(String::new, |text| word(text))
        }
        _ => String::new(),
    };
    match value {
        // A number without a unit is read by its text: quotes would change nothing but the look.
        Value::Quantity(_, text) if text.bytes().all(|b| b.is_ascii_digit()) => format!(" {text}"),
        Value::Flag(flag) => format!(" {flag}"),
        Value::Choice(choice) => format!(" {}", chosen(*choice)),
        Value::Choices(all) => {
            format!(" [{}]", all.iter().map(|c| chosen(*c)).collect::<Vec<_>>().join(", "))
        }
        Value::Date(text) => format!(" {}", date(text)),
        Value::Url(text) => format!(" {}", address(text)),
        Value::List(_) | Value::Table(_) => " []".into(),
        Value::Shares(_) | Value::Per(_) => " {}".into(),
        Value::Text(_) | Value::Quantity(..) | Value::Fraction(_) => {
            scalar(value.written().unwrap_or_default(), indent)
        }
    }
}
