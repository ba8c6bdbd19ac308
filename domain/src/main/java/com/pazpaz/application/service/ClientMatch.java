package com.pazpaz.application.service;

import com.pazpaz.domain.model.ClientField;
import com.pazpaz.domain.phi.Client;
import com.pazpaz.domain.phi.FreeText;
import com.pazpaz.domain.phi.RevealsPhi;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Tells whether a client is one that a user looks for.
 *
 * <p>Every word that was typed must begin a word of the name, or be the e-mail address or the date of birth; or all of
 * it together must be the telephone number.
 */
final class ClientMatch {

    private static final Pattern NO_DIGIT = Pattern.compile("[^0-9]");

    private final List<String> words;
    private final String digits;

    @RevealsPhi("what is looked for is compared with what is found")
    ClientMatch(FreeText search) {
        words = NameKey.wordsOf(search.reveal());
        digits = digitsOf(search.reveal());
    }

    boolean test(Client client) {
        return isPhone(client) || words.stream().allMatch(word -> isFound(word, client));
    }

    private boolean isPhone(Client client) {
        return !digits.isEmpty() && digits.equals(digitsOf(text(client, ClientField.PHONE)));
    }

    private static boolean isFound(String word, Client client) {
        return beginsAWord(word, client)
                || word.equals(NameKey.of(text(client, ClientField.EMAIL)))
                || word.equals(text(client, ClientField.DATE_OF_BIRTH));
    }

    private static boolean beginsAWord(String word, Client client) {
        List<String> names = new ArrayList<>(NameKey.wordsOf(text(client, ClientField.FIRST_NAME)));
        names.addAll(NameKey.wordsOf(text(client, ClientField.LAST_NAME)));
        return names.stream().anyMatch(name -> name.startsWith(word));
    }

    @RevealsPhi("what is looked for is compared with what is found")
    private static String text(Client client, ClientField field) {
        return client.value(field).map(phi -> phi.reveal()).orElse("");
    }

    private static String digitsOf(String text) {
        return NO_DIGIT.matcher(text).replaceAll("");
    }
}
