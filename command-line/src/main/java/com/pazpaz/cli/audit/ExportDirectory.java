package com.pazpaz.cli.audit;

import com.pazpaz.application.port.out.audit.AuditExportPort;
import com.pazpaz.application.port.out.audit.AuditedEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.YearMonth;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

/** Months as files of a directory, an event a line, compressed, for their owner only. A file is never written over. */
final class ExportDirectory implements AuditExportPort {

    private final Path directory;

    /** @throws IllegalArgumentException if there is no such directory */
    ExportDirectory(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new IllegalArgumentException("There is no directory " + directory);
        }
        this.directory = directory;
    }

    @Override
    public Optional<Export> begin(YearMonth month) {
        Path file = directory.resolve("pazpaz-audit-" + month + ".ndjson.gz");
        try {
            return Optional.of(new ExportFile(file));
        } catch (FileAlreadyExistsException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("The export cannot be written to " + file, e);
        }
    }

    private static final class ExportFile implements Export {

        private static final int BUFFER = 64 * 1024;

        private final Path file;
        private final FileChannel channel;
        private final MessageDigest sha256 = FileDigest.sha256();
        private final GZIPOutputStream lines;
        private boolean finished;

        ExportFile(Path file) throws IOException {
            this.file = file;
            this.channel = FileChannel.open(
                    file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly(file));
            this.lines =
                    new GZIPOutputStream(new DigestOutputStream(Channels.newOutputStream(channel), sha256), BUFFER);
        }

        private static FileAttribute<?>[] ownerOnly(Path file) {
            return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                    ? new FileAttribute<?>[] {
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                    }
                    : new FileAttribute<?>[0];
        }

        @Override
        public void add(long position, AuditedEvent event) {
            try {
                lines.write((ExportedEvent.toJson(position, event) + "\n").getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException("The export cannot be written to " + file, e);
            }
        }

        @Override
        public String finish() {
            try {
                lines.finish();
                channel.force(true);
                syncDirectory();
                finished = true;
                return HexFormat.of().formatHex(sha256.digest());
            } catch (IOException e) {
                throw new UncheckedIOException("The export cannot be written to " + file, e);
            }
        }

        /** A name that is lost with the power is as bad as a file that is. */
        private void syncDirectory() throws IOException {
            Path parent = file.toAbsolutePath().getParent();
            if (parent != null
                    && file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                try (FileChannel directory = FileChannel.open(parent, StandardOpenOption.READ)) {
                    directory.force(true);
                }
            }
        }

        @Override
        public String place() {
            return file.toString();
        }

        @Override
        public void close() {
            try {
                channel.close();
                if (!finished) {
                    Files.deleteIfExists(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("The export " + file + " cannot be closed", e);
            }
        }
    }
}
