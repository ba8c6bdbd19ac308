package com.pazpaz.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A directory that its owner alone can enter, with files that its owner alone can read: what is to be found again at
 * the next start.
 */
public final class StateDirectory {

    private final Path path;

    private StateDirectory(Path path) {
        this.path = path;
    }

    /** Creates the directory if need be, and closes it to everyone else. */
    public static StateDirectory at(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        try {
            Files.createDirectories(absolute);
            Files.setPosixFilePermissions(absolute, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new StateDirectory(absolute);
    }

    public Path path() {
        return path;
    }

    /** A place in this directory, where there may or may not be something. */
    public Path file(String name) {
        return path.resolve(name);
    }

    /** A directory in this one. */
    public StateDirectory directory(String name) {
        return at(path.resolve(name));
    }

    /** The text of a file, if there is one. */
    public Optional<String> read(String name) {
        try {
            return Files.exists(file(name)) ? Optional.of(Files.readString(file(name))) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a file that only the owner can read, in one step. */
    public Path write(String name, String text) {
        try {
            Path written = Files.createTempFile(path, "." + name, ".new");
            Files.writeString(written, text);
            return Files.move(written, file(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A random secret of 256 bits in base64url, made when it is first asked for and then remembered. */
    public String secret(String name) {
        return read(name).orElseGet(() -> {
            byte[] random = new byte[32];
            new SecureRandom().nextBytes(random);
            String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
            write(name, secret);
            return secret;
        });
    }

    /**
     * Takes this directory for oneself until the lock is closed or the process ends, however it ends.
     *
     * @throws DemoException if it is taken
     */
    public AutoCloseable lock() {
        try {
            FileChannel channel = FileChannel.open(file("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (isLocked(channel)) {
                return channel;
            }
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new DemoException(path + " is in use by another process. Stop that one first");
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // taken within this process
        }
    }

    /** Deletes everything in this directory but some names. */
    public void deleteAllBut(String... kept) {
        try (var found = Files.list(path)) {
            found.map(each -> each.getFileName().toString())
                    .filter(name -> !List.of(kept).contains(name))
                    .toList()
                    .forEach(this::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes a file, or a directory with all that is in it, if it is there. */
    public void delete(String name) {
        if (!Files.exists(file(name))) {
            return;
        }
        try (var found = Files.walk(file(name))) {
            List<Path> deepestFirst = found.sorted(Comparator.reverseOrder()).toList();
            for (Path each : deepestFirst) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
