package com.pazpaz.adapter.backup;

import com.pazpaz.application.port.out.keys.InvalidBackupException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bouncycastle.crypto.threshold.ShamirSecretSplitter;
import org.bouncycastle.crypto.threshold.ShamirSecretSplitter.Algorithm;
import org.bouncycastle.crypto.threshold.ShamirSplitSecret;
import org.bouncycastle.crypto.threshold.ShamirSplitSecretShare;

/**
 * A random passphrase of 256 bits in shares (A. Shamir, "How to Share a Secret", 1979, over GF(2^8)): so many of them
 * together give it back, fewer tell nothing of it.
 */
public final class SecretShares {

    private static final int LENGTH = 32;
    private static final int MAX_SHARES = 255;

    private final char[] passphrase;
    private final List<SecretShare> shares;

    private SecretShares(char[] passphrase, List<SecretShare> shares) {
        this.passphrase = passphrase;
        this.shares = shares;
    }

    /**
     * Makes a passphrase and its shares.
     *
     * @param threshold how many shares give it back, from 2
     * @param number how many there are, from {@code threshold} to 255
     * @throws IllegalArgumentException if the numbers are not so
     */
    public static SecretShares make(int threshold, int number) {
        if (threshold < 2 || number < threshold || number > MAX_SHARES) {
            throw new IllegalArgumentException(
                    "Of up to " + MAX_SHARES + " shares it takes at least 2, and no more than" + " there are");
        }
        var random = new SecureRandom();
        ShamirSplitSecret split =
                ShamirSecretSplitter.getInstance(Algorithm.AES, LENGTH, random).split(threshold, number);
        byte[] id = new byte[SecretShare.ID_LENGTH];
        random.nextBytes(id);
        try {
            List<SecretShare> shares = new ArrayList<>();
            for (ShamirSplitSecretShare part : split.getSecretShares()) {
                shares.add(new SecretShare(id, shares.size() + 1, threshold, part.getEncoded()));
            }
            return new SecretShares(passphrase(split), shares);
        } catch (IOException e) {
            throw new IllegalStateException("Shares are encoded in memory", e);
        }
    }

    /**
     * The passphrase that shares give back, which the caller wipes.
     *
     * @throws InvalidBackupException if they are too few, or not of the same passphrase
     */
    public static char[] combine(List<SecretShare> shares) {
        Map<Integer, SecretShare> byNumber = new TreeMap<>();
        shares.forEach(share -> byNumber.putIfAbsent(share.number(), share));
        List<SecretShare> distinct = List.copyOf(byNumber.values());
        if (distinct.stream().anyMatch(share -> !share.belongsTo(distinct.get(0)))) {
            throw new InvalidBackupException("These shares are of different backups. Compare the names in them");
        }
        int threshold = distinct.isEmpty() ? 2 : distinct.get(0).threshold();
        if (distinct.size() < threshold) {
            throw new InvalidBackupException("It takes " + threshold + " different shares to open this backup, and "
                    + distinct.size() + " were given");
        }
        ShamirSplitSecretShare[] parts = distinct.stream()
                .map(share -> new ShamirSplitSecretShare(share.bytes(), share.number()))
                .toArray(ShamirSplitSecretShare[]::new);
        try {
            return passphrase(ShamirSplitSecret.getInstance(Algorithm.AES, parts));
        } catch (IOException e) {
            throw new IllegalStateException("Shares are combined in memory", e);
        }
    }

    private static char[] passphrase(ShamirSplitSecret split) throws IOException {
        byte[] secret = split.getSecret();
        try {
            return hex(secret);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    private static char[] hex(byte[] bytes) {
        char[] digits = new char[2 * bytes.length];
        ByteBuffer source = ByteBuffer.wrap(bytes);
        for (int i = 0; i < digits.length; i += 2) {
            byte next = source.get();
            digits[i] = HexFormat.of().toHighHexDigit(next);
            digits[i + 1] = HexFormat.of().toLowHexDigit(next);
        }
        return digits;
    }

    /** A copy of the passphrase, which the caller wipes. */
    public char[] passphrase() {
        return passphrase.clone();
    }

    /** The shares, to be given to different people. */
    public List<SecretShare> shares() {
        return List.copyOf(shares);
    }
}
