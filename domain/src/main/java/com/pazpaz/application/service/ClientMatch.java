package com.pazpaz.application.service;

import com.pazpaz.domain.model.ClientField;
import com.pazpaz.domain.phi.Client;
import com.pazpaz.domain.phi.FreeText;
import com.pazpaz.domain.phi.RevealsPhi;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tells whether a client is one that a user looks for.
 *
 * <p>Every word that was typed must begin a word of the name, on either side of a hyphen too, or be the e-mail address,
 * the telephone number or the date of birth; or all of it together must be the telephone number.
 */
final class ClientMatch {

    /** What it looks at. */
    static final Set<ClientField> FIELDS = Set.of(
            ClientField.FIRST_NAME,
            ClientField.LAST_NAME,
            ClientField.EMAIL,
            ClientField.PHONE,
            ClientField.DATE_OF_BIRTH);

    private final List<String> words;
    private final String number;

    @RevealsPhi("what is looked for is compared with what is found")
    ClientMatch(FreeText search) {
        words = NameKey.wordsOf(search.reveal());
        number = numberOf(search.reveal());
    }

    boolean test(Client client) {
        String names = " " + NameKey.of(text(client, ClientField.FIRST_NAME)) + " "
                + NameKey.of(text(client, ClientField.LAST_NAME));
        String email = NameKey.of(text(client, ClientField.EMAIL));
        String birthday = text(client, ClientField.DATE_OF_BIRTH);
        String phone = digitsOf(text(client, ClientField.PHONE));
        return isPhone(number, phone)
                || words.stream()
                        .allMatch(word -> names.contains(" " + word)
                                || names.contains("-" + word)
                                || word.equals(email)
                                || word.equals(birthday)
                                || isPhone(numberOf(word), phone));
    }

    private static boolean isPhone(String digits, String phone) {
        return !phone.isEmpty() && phone.equals(digits);
    }

    @RevealsPhi("what is looked for is compared with what is found")
    private static String text(Client client, ClientField field) {
        return client.value(field).map(phi -> phi.reveal()).orElse("");
    }

    /** The digits of what may be a telephone number; with letters in it, it is none. */
    private static String numberOf(String typed) {
        return typed.codePoints().anyMatch(Character::isLetter) ? "" : digitsOf(typed);
    }

    /** The digits alone, whatever the script, as 0 to 9. */
    private static String digitsOf(String text) {
        return text.codePoints()
                .filter(Character::isDigit)
                .mapToObj(c -> String.valueOf(Character.digit(c, 10)))
                .collect(Collectors.joining());
    }
}
