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
 * <p>Made by compatibility decomposition (NFKD, Unicode Standard Annex 15), without accents and vowel points, case folded
 * in the root locale. Scripts follow one another by their code points.
 */
final class NameKey {

    /**
     * Marks that a reader may leave out, and characters that do not show. The vowel signs of Indic and Thai scripts are
     * marks as well, but without them different names would be the same.
     */
    private static final Pattern UNSEEN =
            Pattern.compile("[\\p{Cf}[\\p{M}&&[\\p{IsInherited}\\p{IsHebrew}\\p{IsArabic}]]]+");

    private static final Pattern DASH = Pattern.compile("\\p{Pd}");
    private static final Pattern SPACE = Pattern.compile("[\\p{Z}\\s]+");

    /** Letters that Unicode does not decompose although readers look for them under their base letter. */
    private static final Map<Character, String> BASE_LETTERS = Map.of(
            'ł', "l", 'ø', "o", 'đ', "d", 'ħ', "h", 'ß', "ss", 'æ', "ae", 'œ', "oe", 'ð', "d", 'þ', "th", 'ς', "σ");

    private NameKey() {}

    static String of(String name) {
        String decomposed = Normalizer.normalize(name, Normalizer.Form.NFKD);
        String folded = UNSEEN.matcher(decomposed)
                .replaceAll("")
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
        String dashed = DASH.matcher(withBaseLetters(folded)).replaceAll("-");
        return SPACE.matcher(dashed).replaceAll(" ").strip();
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
