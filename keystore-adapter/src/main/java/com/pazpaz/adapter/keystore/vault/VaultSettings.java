package com.pazpaz.adapter.keystore.vault;

import com.pazpaz.application.port.out.keys.InvalidKeyStoreException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The settings of the key store {@code vault}, checked as they are asked for. Equal if all values are. */
final class VaultSettings {

    static final String ADDRESS = "PAZPAZ_VAULT_ADDR";
    static final String MOUNT = "PAZPAZ_VAULT_MOUNT";
    static final String PATH = "PAZPAZ_VAULT_PATH";
    static final String NAMESPACE = "PAZPAZ_VAULT_NAMESPACE";
    static final String TOKEN = "PAZPAZ_VAULT_TOKEN";
    static final String TOKEN_FILE = "PAZPAZ_VAULT_TOKEN_FILE";
    static final String ROLE_ID = "PAZPAZ_VAULT_ROLE_ID";
    static final String SECRET_ID = "PAZPAZ_VAULT_SECRET_ID";
    static final String SECRET_ID_FILE = "PAZPAZ_VAULT_SECRET_ID_FILE";

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1");
    // Names that need no escaping in a URL, and none that lead upwards.
    private static final Pattern NAMES = Pattern.compile("(?!\\.)[A-Za-z0-9_.-]+(/(?!\\.)[A-Za-z0-9_.-]+)*");

    private final Map<String, String> values = new TreeMap<>();

    VaultSettings(Map<String, String> all) {
        all.forEach((name, value) -> {
            if (name.startsWith("PAZPAZ_VAULT_") && !value.isBlank()) {
                values.put(name, value.strip());
            }
        });
    }

    /** Where Vault is, without a slash at the end. */
    URI address() {
        String text = value(ADDRESS)
                .orElseThrow(() -> new InvalidKeyStoreException("The key store 'vault' needs " + ADDRESS
                        + ". Set it to the address of Vault, such as https://vault.example:8200"));
        URI address = uri(text.replaceFirst("/+$", ""));
        String scheme = lowerCase(address.getScheme());
        String host = lowerCase(address.getHost());
        boolean isPlain = scheme.equals("http");
        if (host.isEmpty()
                || !(isPlain || scheme.equals("https"))
                || address.getRawUserInfo() != null
                || address.getRawQuery() != null
                || address.getRawFragment() != null) {
            throw notAnAddress();
        }
        if (isPlain && !THIS_MACHINE.contains(host)) {
            throw new InvalidKeyStoreException(ADDRESS + " is http, and keys would cross the network in the clear. Set"
                    + " it to https; http is for a Vault or an agent on localhost");
        }
        return address;
    }

    KeyPaths paths() {
        return new KeyPaths(names(MOUNT).orElse("secret"), names(PATH).orElse("pazpaz"));
    }

    Optional<String> namespace() {
        return names(NAMESPACE);
    }

    /** The role to log in with, if that is how; otherwise there is a token. */
    Optional<String> roleId() {
        boolean token = value(TOKEN).isPresent() || value(TOKEN_FILE).isPresent();
        boolean secretId = value(SECRET_ID).isPresent() || value(SECRET_ID_FILE).isPresent();
        Optional<String> roleId = value(ROLE_ID);
        if (token == roleId.isPresent() || secretId != roleId.isPresent()) {
            throw new InvalidKeyStoreException("The key store 'vault' needs one way to authenticate. Set either "
                    + TOKEN_FILE + " or " + TOKEN + ", or " + ROLE_ID + " with " + SECRET_ID_FILE + " or "
                    + SECRET_ID);
        }
        return roleId;
    }

    VaultSecret token() {
        return secret(TOKEN, TOKEN_FILE, "Vault token file");
    }

    VaultSecret secretId() {
        return secret(SECRET_ID, SECRET_ID_FILE, "Vault secret id file");
    }

    private VaultSecret secret(String setting, String fileSetting, String what) {
        Optional<String> given = value(setting);
        Optional<String> file = value(fileSetting);
        if (given.isPresent() == file.isPresent()) {
            throw new InvalidKeyStoreException("The key store 'vault' needs its secret once. Set either " + fileSetting
                    + ", the path of a file that only this server's user can read, or " + setting);
        }
        return given.map(value -> VaultSecret.of(setting, value))
                .orElseGet(() -> VaultSecret.inFile(what, path(fileSetting, file.orElse(""))));
    }

    private Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    private Optional<String> names(String setting) {
        Optional<String> text = value(setting).map(value -> value.replaceAll("^/+|/+$", ""));
        if (text.isPresent() && !NAMES.matcher(text.get()).matches()) {
            throw new InvalidKeyStoreException(setting + " is not a path in Vault. It has to be made of letters,"
                    + " digits, '-', '_' and '.', with '/' between names");
        }
        return text;
    }

    private static Path path(String setting, String value) {
        try {
            return Path.of(value);
        } catch (InvalidPathException e) {
            throw new InvalidKeyStoreException(setting + " is not a path", e);
        }
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            // Without its cause, which quotes the text: it may hold a password by mistake.
            throw notAnAddress();
        }
    }

    private static InvalidKeyStoreException notAnAddress() {
        return new InvalidKeyStoreException(ADDRESS + " is not an address. Set it to https://, the host and the port,"
                + " such as https://vault.example:8200, and to nothing that is secret");
    }

    private static String lowerCase(@Nullable String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof VaultSettings settings && values.equals(settings.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return "VaultSettings" + values.keySet();
    }
}
