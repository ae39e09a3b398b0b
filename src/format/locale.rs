//! How the spreadsheet programs of a country read text files.

/// A country's habits. Spreadsheets take them from the operating system, not from the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Locale {
    /// Between fields.
    pub separator: u8,
    /// Between whole and fraction.
    pub decimal: char,
}

const COMMA: Locale = Locale { separator: b',', decimal: '.' };
const SEMICOLON: Locale = Locale { separator: b';', decimal: ',' };
const SWISS: Locale = Locale { separator: b';', decimal: '.' };

/// Each country's code and habits; the first with a language stands for the language.
const LOCALES: [(&str, Locale); 57] = [
    ("bg-BG", SEMICOLON),
    ("ca-ES", SEMICOLON),
    ("cs-CZ", SEMICOLON),
    ("da-DK", SEMICOLON),
    ("de-DE", SEMICOLON),
    ("de-AT", SEMICOLON),
    ("de-CH", SWISS),
    ("de-LI", SWISS),
    ("de-LU", SEMICOLON),
    ("el-GR", SEMICOLON),
    ("en-US", COMMA),
    ("en-AU", COMMA),
    ("en-CA", COMMA),
    ("en-GB", COMMA),
    ("en-IE", COMMA),
    ("en-IN", COMMA),
    ("en-NZ", COMMA),
    ("es-ES", SEMICOLON),
    ("es-AR", SEMICOLON),
    ("es-CL", SEMICOLON),
    ("es-CO", SEMICOLON),
    ("es-MX", COMMA),
    ("et-EE", SEMICOLON),
    ("fi-FI", SEMICOLON),
    ("fr-FR", SEMICOLON),
    ("fr-BE", SEMICOLON),
    ("fr-CA", SEMICOLON),
    ("fr-CH", SEMICOLON),
    ("fr-LU", SEMICOLON),
    ("he-IL", COMMA),
    ("hr-HR", SEMICOLON),
    ("hu-HU", SEMICOLON),
    ("id-ID", SEMICOLON),
    ("is-IS", SEMICOLON),
    ("it-IT", SEMICOLON),
    ("it-CH", SWISS),
    ("ja-JP", COMMA),
    ("ko-KR", COMMA),
    ("lt-LT", SEMICOLON),
    ("lv-LV", SEMICOLON),
    ("nb-NO", SEMICOLON),
    ("nl-NL", SEMICOLON),
    ("nl-BE", SEMICOLON),
    ("nn-NO", SEMICOLON),
    ("pl-PL", SEMICOLON),
    ("pt-PT", SEMICOLON),
    ("pt-BR", SEMICOLON),
    ("ro-RO", SEMICOLON),
    ("ru-RU", SEMICOLON),
    ("sk-SK", SEMICOLON),
    ("sl-SI", SEMICOLON),
    ("sv-SE", SEMICOLON),
    ("th-TH", COMMA),
    ("tr-TR", SEMICOLON),
    ("uk-UA", SEMICOLON),
    ("zh-CN", COMMA),
    ("zh-TW", COMMA),
];

impl Locale {
    /// The habits a code means: a language or a language and a country, whatever its case, also as
    /// operating systems write it.
    ///
    /// ```
    /// use fmti::format::locale::Locale;
    /// let german = Locale::named("de").unwrap();
    /// assert_eq!((german.separator, german.decimal), (b';', ','));
    /// assert_eq!(Locale::named("de_DE.UTF-8"), Some(german));
    /// assert_eq!(Locale::named("de-CH").unwrap().decimal, '.');
    /// assert_eq!(Locale::named("de-XX"), None);
    /// ```
    pub fn named(code: &str) -> Option<Self> {
        let code = code.split(['.', '@']).next()?.replace('_', "-").to_lowercase();
        let means = |known: &str| {
            let known = known.to_lowercase();
            known == code || known.split_once('-').is_some_and(|(language, _)| language == code)
        };
        LOCALES.iter().find(|(known, _)| means(known)).map(|(_, locale)| *locale)
    }

    /// Every code, a language for its first country.
    ///
    /// ```
    /// use fmti::format::locale::Locale;
    /// let german = Locale::codes().filter(|code| code.starts_with("de"));
    /// assert_eq!(german.collect::<Vec<_>>(), ["de", "de-AT", "de-CH", "de-LI", "de-LU"]);
    /// ```
    pub fn codes() -> impl Iterator<Item = &'static str> {
        let language = |code: &'static str| code.split('-').next().unwrap_or(code);
        LOCALES.iter().enumerate().map(move |(at, (code, _))| {
            let before = at.checked_sub(1).map(|before| language(LOCALES[before].0));
            if before == Some(language(code)) { code } else { language(code) }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_document_lists_every_code_with_its_habits() {
        let document = include_str!("../../docs/formats.md");
        let mut listed = 0;
        for code in Locale::codes() {
            let Locale { separator, decimal } = Locale::named(code).unwrap();
            let row = format!("| `{}` | `{decimal}` |", char::from(separator));
            let row = document.lines().find(|line| line.starts_with(&row)).unwrap();
            assert!(row.contains(&format!("`{code}`")), "{code}");
            listed += 1;
        }
        assert_eq!(listed, LOCALES.len());
    }
}
