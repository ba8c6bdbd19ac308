package com.pazpaz.it;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.bcpg.PacketFormat;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.api.OpenPGPKey;
import org.bouncycastle.openpgp.api.OpenPGPMessageProcessor;
import org.bouncycastle.openpgp.api.bc.BcOpenPGPApi;

/**
 * People with OpenPGP keys: GnuPG's, which also opens what is sealed for them, where {@code gpg} is installed; Bouncy
 * Castle's elsewhere. Which of them it was is printed.
 */
abstract class OpenPgpPeople {

    /** Someone with a key in two files, and a file with the passphrase of the private one. */
    record Person(String name, Path publicKey, Path privateKey, Path passphraseFile) {}

    final Path directory;

    private OpenPgpPeople(Path directory) {
        this.directory = directory;
    }

    static OpenPgpPeople in(Path directory) {
        OpenPgpPeople people = GnuPg.isInstalled() ? new GnuPg(directory) : new BouncyCastle(directory);
        System.out.println("OpenPGP keys are made, and backups opened, by "
                + people.getClass().getSimpleName());
        return people;
    }

    abstract Person make(String name);

    /** The text inside of a message that is sealed for a person. */
    abstract String open(Path message, Person person);

    /** The text inside of a message that is sealed with a passphrase. */
    abstract String openWith(Path message, char[] passphrase);

    final Path passphraseFileOf(String name) {
        try {
            Path file = Files.writeString(directory.resolve(name + ".passphrase"), passphraseOf(name));
            return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String passphraseOf(String name) {
        return "made up by " + name;
    }

    private static final class GnuPg extends OpenPgpPeople {

        GnuPg(Path directory) {
            super(directory);
            try {
                Files.createDirectory(
                        directory.resolve("gnupg"),
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        static boolean isInstalled() {
            try {
                return new ProcessBuilder("gpg", "--version")
                                .redirectErrorStream(true)
                                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                                .start()
                                .waitFor()
                        == 0;
            } catch (IOException e) {
                return false;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        Person make(String name) {
            Path passphrase = passphraseFileOf(name);
            String user = name + " <" + name + "@example.org>";
            gpg(passphrase, "--quick-generate-key", user, "rsa3072", "sign,encrypt,cert", "never");
            Path publicKey = directory.resolve(name + ".asc");
            Path privateKey = directory.resolve(name + ".private.asc");
            gpg(passphrase, "--armor", "--output", publicKey.toString(), "--export", name);
            gpg(passphrase, "--armor", "--output", privateKey.toString(), "--export-secret-keys", name);
            return new Person(name, publicKey, privateKey, passphrase);
        }

        @Override
        String open(Path message, Person person) {
            return gpg(person.passphraseFile(), "--local-user", person.name(), "--decrypt", message.toString());
        }

        @Override
        String openWith(Path message, char[] passphrase) {
            try {
                return gpg(
                        Files.writeString(directory.resolve("shared.passphrase"), new String(passphrase)),
                        "--decrypt",
                        message.toString());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private String gpg(Path passphraseFile, String... arguments) {
            List<String> command = new ArrayList<>(List.of(
                    "gpg",
                    "--homedir",
                    directory.resolve("gnupg").toString(),
                    "--batch",
                    "--yes",
                    "--quiet",
                    "--pinentry-mode",
                    "loopback",
                    "--passphrase-file",
                    passphraseFile.toString()));
            command.addAll(List.of(arguments));
            try {
                Path errors = directory.resolve("gpg.errors");
                Process process = new ProcessBuilder(command)
                        .redirectError(errors.toFile())
                        .start();
                String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
                    throw new AssertionError("gpg failed: " + Files.readString(errors));
                }
                return out;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static final class BouncyCastle extends OpenPgpPeople {

        private final BcOpenPGPApi api = new BcOpenPGPApi();

        BouncyCastle(Path directory) {
            super(directory);
        }

        @Override
        Person make(String name) {
            try {
                OpenPGPKey key = api.generateKey(4)
                        .ed25519x25519Key(name + " <" + name + "@example.org>")
                        .build(passphraseOf(name).toCharArray());
                return new Person(
                        name,
                        Files.writeString(
                                directory.resolve(name + ".asc"),
                                key.toCertificate().toAsciiArmoredString(PacketFormat.LEGACY)),
                        Files.writeString(
                                directory.resolve(name + ".private.asc"),
                                key.toAsciiArmoredString(PacketFormat.LEGACY)),
                        passphraseFileOf(name));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (PGPException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        String open(Path message, Person person) {
            try {
                OpenPGPKey key = api.readKeyOrCertificate().parseKey(Files.readAllBytes(person.privateKey()));
                return text(
                        message,
                        api.decryptAndOrVerifyMessage()
                                .addDecryptionKey(
                                        key, passphraseOf(person.name()).toCharArray()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        String openWith(Path message, char[] passphrase) {
            return text(message, api.decryptAndOrVerifyMessage().addMessagePassphrase(passphrase));
        }

        private static String text(Path message, OpenPGPMessageProcessor processor) {
            try {
                try (var opened = processor.process(new ByteArrayInputStream(Files.readAllBytes(message)))) {
                    return new String(opened.readAllBytes(), StandardCharsets.UTF_8);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (PGPException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
