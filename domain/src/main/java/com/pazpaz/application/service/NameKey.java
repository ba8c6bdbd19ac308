package com.pazpaz.application.service;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What is compared of a name: the same for names that differ only in case, accents, width or spacing, whatever the
 * locale of the server.
 *
 * <p>Made by compatibility decomposition (NFKD, Unicode Standard Annex 15), without combining marks, case folded in the
 * root locale. Scripts follow one another by their code points.
 */
final class NameKey {

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern SPACE = Pattern.compile("[\\p{Z}\\s]+");

    /** Letters that Unicode does not decompose although readers look for them under their base letter. */
    private static final Map<Character, String> BASE_LETTERS = Map.of(
            'ł', "l", 'ø', "o", 'đ', "d", 'ħ', "h", 'ı', "i", 'æ', "ae", 'œ', "oe", 'ð', "d", 'þ', "th", 'ς', "σ");

    private NameKey() {}

    static String of(String name) {
        String decomposed = Normalizer.normalize(name, Normalizer.Form.NFKD);
        String folded = MARKS.matcher(decomposed)
                .replaceAll("")
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
        return SPACE.matcher(withBaseLetters(folded)).replaceAll(" ").strip();
    }

    /** The words of a name, each as it is compared. */
    static List<String> wordsOf(String name) {
        String key = of(name);
        return key.isEmpty() ? List.of() : Arrays.asList(key.split(" ", -1));
    }

    private static String withBaseLetters(String folded) {
        var key = new StringBuilder(folded.length());
        for (int i = 0; i < folded.length(); i++) {
            char c = folded.charAt(i);
            String base = BASE_LETTERS.get(c);
            if (base == null) {
                key.append(c);
            } else {
                key.append(base);
            }
        }
        return key.toString();
    }
}
