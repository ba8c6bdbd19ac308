package com.pazpaz.adapter.keystore;

import com.pazpaz.application.port.out.keys.InvalidKeyStoreException;
import com.pazpaz.application.port.out.keys.KeyStoreUnavailableException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/**
 * Files that hold secrets: refused when anyone but their owner may touch them, replaced as a whole.
 *
 * <p>Where the file system knows no POSIX permissions they are neither checked nor set.
 */
public final class PrivateFile {

    private static final Set<PosixFilePermission> OWNER_ONLY = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private PrivateFile() {}

    /**
     * The content of a private file.
     *
     * @param what what the file is, for messages
     */
    public static byte[] read(Path file, String what) {
        try {
            if (isPosix() && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
                throw new InvalidKeyStoreException(
                        "The " + what + " " + file + " is open to others than its owner. Run: chmod 600 " + file);
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new KeyStoreUnavailableException(
                    "The " + what + " " + file + " is not there. Check the path, and that its file system is mounted",
                    e);
        } catch (AccessDeniedException e) {
            throw new KeyStoreUnavailableException(
                    "The " + what + " " + file + " may not be read. Make this server's user its owner", e);
        } catch (IOException e) {
            throw new KeyStoreUnavailableException(
                    "The " + what + " " + file + " cannot be read. Check its file system", e);
        }
    }

    /** Writes a new file beside the given one, for its owner only, through to the disk. */
    static Path writeBeside(Path file, byte[] content) throws IOException {
        Path directory = directoryOf(file);
        Path written = Files.createTempFile(directory, "." + file.getFileName(), ".new", ownerOnly());
        try (FileChannel channel = FileChannel.open(written, StandardOpenOption.WRITE)) {
            var buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        return written;
    }

    /** Puts a file in the place of another in one step: whoever opens it finds the old or the new one, whole. */
    static void replace(Path file, Path by) throws IOException {
        Files.move(by, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        if (isPosix()) {
            // The new name, too, has to survive a power cut.
            try (FileChannel directory = FileChannel.open(directoryOf(file), StandardOpenOption.READ)) {
                directory.force(true);
            }
        }
    }

    /** Opens an empty file to lock, creating it if need be. */
    static FileChannel openLock(Path file) throws IOException {
        return FileChannel.open(file, EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), ownerOnly());
    }

    private static FileAttribute<?>[] ownerOnly() {
        return isPosix()
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static Path directoryOf(Path file) {
        Path directory = file.toAbsolutePath().getParent();
        return directory == null ? file.toAbsolutePath() : directory;
    }

    private static boolean isPosix() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }
}
