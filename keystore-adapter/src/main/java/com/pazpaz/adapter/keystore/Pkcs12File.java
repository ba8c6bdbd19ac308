package com.pazpaz.adapter.keystore;

import com.pazpaz.application.port.out.keys.InvalidKeyStoreException;
import com.pazpaz.application.port.out.keys.KeyExistsException;
import com.pazpaz.application.port.out.keys.KeyMaterial;
import com.pazpaz.application.port.out.keys.KeyStoreUnavailableException;
import com.pazpaz.application.port.out.keys.MissingKeyException;
import com.pazpaz.domain.model.KeyVersion;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.UnrecoverableKeyException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A PKCS#12 file (RFC 7292) with one AES secret key per version, under the alias {@code pazpaz-kek-v1} and so on. Other
 * aliases are left alone. {@code keytool -genseckey} makes such files, too.
 *
 * <p>A version that is there is never replaced. Several processes may add and delete keys at once.
 */
public final class Pkcs12File {

    private static final String PREFIX = "pazpaz-kek-";
    private static final Object WRITERS = new Object();

    private final Path path;
    private final StorePassword password;

    public Pkcs12File(Path path, StorePassword password) {
        this.path = path.toAbsolutePath();
        this.password = password;
    }

    /**
     * The versions in the file.
     *
     * @throws KeyStoreUnavailableException if the file cannot be read
     * @throws InvalidKeyStoreException if it can be read but not opened, or others than its owner may read it
     */
    public Set<KeyVersion> versions() {
        return withStore(
                path,
                (store, secret) -> Collections.list(store.aliases()).stream()
                        .map(alias -> alias.toLowerCase(Locale.ROOT))
                        .filter(alias -> alias.startsWith(PREFIX))
                        .map(this::versionIn)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    /**
     * The key of a version, which the caller closes.
     *
     * @throws MissingKeyException if the file does not hold this version
     * @throws KeyStoreUnavailableException as for {@link #versions()}
     * @throws InvalidKeyStoreException as for {@link #versions()}, or if the entry is not a key of 32 bytes
     */
    public KeyMaterial read(KeyVersion version) {
        return withStore(path, (store, secret) -> read(store, secret, version));
    }

    /**
     * Adds a new random key, having read it back before the file is replaced. Creates the file, for its owner only, if
     * there is none.
     *
     * @throws KeyStoreUnavailableException if the file cannot be read or written
     * @throws InvalidKeyStoreException as for {@link #versions()}
     * @throws KeyExistsException if the version is there already
     */
    public void create(KeyVersion version) {
        byte[] random = new byte[KeyMaterial.LENGTH];
        new SecureRandom().nextBytes(random);
        try (KeyMaterial key = new KeyMaterial(random)) {
            add(version, key);
        } finally {
            Arrays.fill(random, (byte) 0);
        }
    }

    /** Adds a key that exists already, such as one from a backup; otherwise as {@link #create}. */
    public void add(KeyVersion version, KeyMaterial key) {
        locked(() -> addLocked(version, key));
    }

    /**
     * Removes a key; one that is not there is no error.
     *
     * @throws KeyStoreUnavailableException if the file cannot be read or written
     * @throws InvalidKeyStoreException as for {@link #versions()}
     */
    public void delete(KeyVersion version) {
        locked(() -> {
            if (versions().contains(version)) {
                Path written = PrivateFile.writeBeside(path, withStore(path, (store, secret) -> {
                    store.deleteEntry(PREFIX + version);
                    return contentOf(store, secret);
                }));
                PrivateFile.replace(path, written);
            }
        });
    }

    private void locked(FileAction action) {
        // A lock of the file system holds between processes, not between threads.
        synchronized (WRITERS) {
            Path lock = path.resolveSibling(path.getFileName() + ".lock");
            try (FileChannel channel = PrivateFile.openLock(lock)) {
                channel.lock(); // until the channel is closed
                action.run();
            } catch (IOException e) {
                throw new KeyStoreUnavailableException(
                        "The key store file " + path + " cannot be written. Check that its directory is there, and"
                                + " writable, and not full",
                        e);
            }
        }
    }

    private void addLocked(KeyVersion version, KeyMaterial key) throws IOException {
        byte[] content = Files.exists(path)
                ? withStore(path, (store, secret) -> with(store, secret, version, key))
                : withPassword(secret -> with(emptyStore(), secret, version, key));
        Path written = PrivateFile.writeBeside(path, content);
        try {
            verify(written, version, key);
            PrivateFile.replace(path, written);
        } finally {
            Files.deleteIfExists(written);
        }
    }

    private byte[] with(KeyStore store, char[] secret, KeyVersion version, KeyMaterial key)
            throws GeneralSecurityException, IOException {
        if (store.containsAlias(PREFIX + version)) {
            throw new KeyExistsException("The key store file " + path + " holds key " + version
                    + " already, and a key is never replaced. Choose the next version");
        }
        byte[] bytes = key.copy();
        try {
            // A key store takes a secret key in this form only. It is never used to encrypt here.
            store.setKeyEntry(PREFIX + version, new SecretKeySpec(bytes, "AES"), secret, null);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
        return contentOf(store, secret);
    }

    private static byte[] contentOf(KeyStore store, char[] secret) throws GeneralSecurityException, IOException {
        var content = new ByteArrayOutputStream();
        store.store(content, secret);
        return content.toByteArray();
    }

    private void verify(Path written, KeyVersion version, KeyMaterial key) {
        try (KeyMaterial found = withStore(written, (store, secret) -> read(store, secret, version))) {
            byte[] expected = key.copy();
            byte[] actual = found.copy();
            boolean same = MessageDigest.isEqual(expected, actual);
            Arrays.fill(expected, (byte) 0);
            Arrays.fill(actual, (byte) 0);
            if (!same) {
                throw new KeyStoreUnavailableException("Key " + version + " was not read back as it was written, and"
                        + " the key store file " + path + " is left as it was. Check its file system");
            }
        }
    }

    private KeyMaterial read(KeyStore store, char[] secret, KeyVersion version) throws GeneralSecurityException {
        String alias = PREFIX + version;
        if (!store.containsAlias(alias)) {
            throw new MissingKeyException("The key store file " + path + " has no entry " + alias + ". Put key "
                    + version + " there, from a backup if it was used before");
        }
        byte[] bytes = encoded(store.getKey(alias, secret));
        try {
            if (bytes.length != KeyMaterial.LENGTH) {
                throw new InvalidKeyStoreException("The entry " + alias + " of the key store file " + path
                        + " is not a secret key of 32 bytes. Put key " + version + " there, from a backup");
            }
            return new KeyMaterial(bytes);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private static byte[] encoded(@Nullable Key key) {
        // A certificate has no key, and a private key is none of ours whatever its length.
        byte[] bytes = key == null || !"RAW".equals(key.getFormat()) ? null : key.getEncoded();
        return bytes == null ? new byte[0] : bytes;
    }

    private KeyVersion versionIn(String alias) {
        try {
            return KeyVersion.parse(alias.substring(PREFIX.length()));
        } catch (IllegalArgumentException e) {
            throw new InvalidKeyStoreException(
                    "The entry " + alias + " of the key store file " + path + " does not name a key version. Rename it"
                            + " to " + PREFIX + "v and the version without leading zeros, as in " + PREFIX + "v1",
                    e);
        }
    }

    private <T> T withStore(Path file, StoreAction<T> action) {
        byte[] content = PrivateFile.read(file, "key store file");
        return withPassword(secret -> {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(content), secret);
            return action.on(store, secret);
        });
    }

    private <T> T withPassword(PasswordAction<T> action) {
        char[] secret = password.copy();
        try {
            return action.with(secret);
        } catch (UnrecoverableKeyException e) {
            throw wrongPassword(e);
        } catch (IOException e) {
            if (e.getCause() instanceof UnrecoverableKeyException) {
                throw wrongPassword(e);
            }
            throw damaged(e);
        } catch (GeneralSecurityException e) {
            throw damaged(e);
        } finally {
            Arrays.fill(secret, '\0');
        }
    }

    private InvalidKeyStoreException wrongPassword(Exception cause) {
        return new InvalidKeyStoreException(
                "The password does not open the key store file " + path + ". Give the one it was created with", cause);
    }

    private InvalidKeyStoreException damaged(Exception cause) {
        return new InvalidKeyStoreException(
                "The key store file " + path + " is damaged, or not a PKCS#12 file. Put it back from a backup", cause);
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    @Override
    public String toString() {
        return "Pkcs12File[" + path + "]";
    }

    /** Something done with an open store. */
    private interface StoreAction<T> {
        T on(KeyStore store, char[] secret) throws GeneralSecurityException, IOException;
    }

    /** Something done while no one else writes the file. */
    private interface FileAction {
        void run() throws IOException;
    }

    /** Something done with the password. */
    private interface PasswordAction<T> {
        T with(char[] secret) throws GeneralSecurityException, IOException;
    }
}
