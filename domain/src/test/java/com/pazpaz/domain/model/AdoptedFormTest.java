package com.pazpaz.domain.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.pazpaz.domain.model.AdoptedForm.OfBytes;
import com.pazpaz.domain.model.AdoptedForm.OfText;
import com.pazpaz.domain.model.AdoptedForm.PythonBinary;
import com.pazpaz.domain.model.AdoptedForm.PythonText;
import com.pazpaz.domain.model.AdoptedForm.PythonUnversioned;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdoptedFormTest {

    @Test
    void isReadAsOperatorsWriteIt() {
        assertThat(AdoptedForm.parse("python-text")).isEqualTo(new PythonText());
        assertThat(AdoptedForm.parse("python-binary")).isEqualTo(new PythonBinary());
        assertThat(AdoptedForm.parse("python-unversioned:LEGACY")).isEqualTo(new PythonUnversioned("LEGACY"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "python-text",
                "python-binary",
                "python-unversioned:A",
                "python-unversioned:V1",
                "python-unversioned:V999999999",
                "python-unversioned:V0_OLD",
                "python-unversioned:BEFORE_2024",
                "python-unversioned:ABCDEFGHIJKLMNOPQRSTUVWXYZ_ABCDEFGHIJKLM"
            })
    void isWrittenAsItIsRead(String spelling) {
        assertThat(AdoptedForm.parse(spelling).spelling()).isEqualTo(spelling);
    }

    @Test
    void tellsTextFromBytes() {
        assertThat(AdoptedForm.parse("python-text")).isInstanceOf(OfText.class).isNotInstanceOf(OfBytes.class);
        assertThat(AdoptedForm.parse("python-binary"))
                .isInstanceOf(OfBytes.class)
                .isNotInstanceOf(OfText.class);
        assertThat(AdoptedForm.parse("python-unversioned:LEGACY"))
                .isInstanceOf(OfBytes.class)
                .isNotInstanceOf(OfText.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plaintext",
                "python",
                "text",
                "Python-Text",
                "python-text ",
                " python-text",
                "python-text\n",
                "python-text:V1",
                "python-binary:V1",
                "python-unversioned"
            })
    void isReadFromNothingElse(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AdoptedForm.parse(text))
                .withMessage("A form of encrypted values is written python-text, python-binary, or"
                        + " python-unversioned: and the name of a key, as in python-unversioned:LEGACY");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "legacy",
                "1",
                "_A",
                "LEGACY ",
                " LEGACY",
                "LEGACY\n",
                "OLD-KEY",
                "A:B",
                "Ä",
                "V0",
                "V01",
                "V1000000000",
                "ABCDEFGHIJKLMNOPQRSTUVWXYZ_ABCDEFGHIJKLMN"
            })
    void namesNoKeyThatASettingCouldNotName(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AdoptedForm.parse("python-unversioned:" + name))
                .withMessage(
                        "The name of a key is at most 40 capital letters, digits and underscores after a letter, as"
                                + " in python-unversioned:LEGACY. One that is a version has no leading zero, as in"
                                + " python-unversioned:V1");
    }
}
