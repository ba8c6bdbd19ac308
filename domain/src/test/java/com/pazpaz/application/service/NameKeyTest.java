package com.pazpaz.application.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameKeyTest {

    @Nested
    class NamesThatAreTheSame {

        @ParameterizedTest
        @CsvSource({
            "LEVI, levi",
            "José, Jose",
            "jose\u0301, jos\u00E9",
            "Müller, MULLER",
            "Straße, STRASSE",
            "STRAẞE, strasse",
            "Łukasz, lukasz",
            "Østergård, ostergard",
            "Ðorđe, dorde",
            "Æsa, aesa",
            "Œuvre, oeuvre",
            "Þór, thor",
            "Ħal, hal",
            "ΟΔΥΣΣΕΥΣ, οδυσσευς",
            "Οδυσσεύς, ΟΔΥΣΣΕΥΣ",
            "İSMAİL, ismail",
            "ISMAIL, ısmaıl",
            "Ёлкин, елкин",
            "שָׁלוֹם, שלום",
            "مُحَمَّد, محمد",
            "أحمد, احمد",
            "Ｌｅｖｉ, levi",
            "ﬁnn, finn",
            "ﺍﺣﻤﺪ, احمد",
            "ガ, カ",
            "בת־שבע, בת-שבע",
            "Made\u2013Up, made-up",
            "l\u200Fevi, levi",
            "می\u200Cخواهم, میخواهم"
        })
        void whateverTheirCaseAccentsOrWidth(String one, String other) {
            assertThat(NameKey.of(one)).isEqualTo(NameKey.of(other));
        }

        @Test
        void whateverTheirSpacing() {
            assertThat(NameKey.of("\t  Ben\u00A0\u2003 Ami \n")).isEqualTo("ben ami");
        }

        @Test
        void whateverTheLocaleOfTheServer() {
            Locale before = Locale.getDefault();
            try {
                Locale.setDefault(Locale.forLanguageTag("tr"));

                assertThat(NameKey.of("IDIT")).isEqualTo("idit");
            } finally {
                Locale.setDefault(before);
            }
        }

        @Test
        void inEveryCaseOfEveryCharacterOfUnicode() {
            List<String> different = new ArrayList<>();
            for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
                String character = Character.toString(c);
                String key = NameKey.of(character);
                if (!key.equals(NameKey.of(character.toUpperCase(Locale.ROOT)))
                        || !key.equals(NameKey.of(character.toLowerCase(Locale.ROOT)))
                        || !key.equals(NameKey.of(key))) {
                    different.add(character);
                }
            }

            // The iota subscript of ancient Greek is a mark in one case and a letter in the other.
            different.removeIf(NamesThatAreTheSame::hasIotaSubscript);
            assertThat(different).isEmpty();
        }

        private static boolean hasIotaSubscript(String character) {
            return Normalizer.normalize(character, Normalizer.Form.NFKD).contains("\u0345");
        }
    }

    @Nested
    class NamesThatDiffer {

        @ParameterizedTest
        @CsvSource({
            "Levi, Levy",
            "כהן, כהו",
            "मोहन, महान",
            "สม, สมา",
            "山田, 山本",
            "\uD83E\uDDD8, \uD83E\uDDD9",
            "김, 강",
            "A B, AB"
        })
        void stayApart(String one, String other) {
            assertThat(NameKey.of(one)).isNotEqualTo(NameKey.of(other));
        }
    }

    @Nested
    class Words {

        @Test
        void areAsTheyAreCompared() {
            assertThat(NameKey.wordsOf("  José  MADE-up ")).containsExactly("jose", "made-up");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", " ", "\u00A0\t", "\u0301"})
        void ofNothingAreNone(String text) {
            assertThat(NameKey.wordsOf(text)).isEmpty();
        }
    }
}
