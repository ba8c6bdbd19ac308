package com.pazpaz.benchmarks.rotation;

/** What is measured beside what, and how much of the other's rate it is to reach. */
enum Comparison {
    /** The job that every key's replacement needs, beside the same with a cipher that encrypts nothing. */
    REENCRYPTION("rotation", "re-encryption", "re-encrypted", "copying", "copied", 0.60),
    /** The job that encrypts what is there in plaintext alone, beside the re-encryption of the same clients. */
    BACKFILL("migration", "the backfill", "backfilled", "re-encryption", "re-encrypted", 0.70);

    private final String file;
    private final String job;
    private final String done;
    private final String otherJob;
    private final String otherDone;
    private final double aim;

    Comparison(String file, String job, String done, String otherJob, String otherDone, double aim) {
        this.file = file;
        this.job = job;
        this.done = done;
        this.otherJob = otherJob;
        this.otherDone = otherDone;
        this.aim = aim;
    }

    /** Of the report's files, without what tells their form. */
    String file() {
        return file;
    }

    String job() {
        return job;
    }

    /** What became of the records. */
    String done() {
        return done;
    }

    String otherJob() {
        return otherJob;
    }

    /** What became of the records that were the other's. */
    String otherDone() {
        return otherDone;
    }

    /** As a share of the other's rate. */
    double aim() {
        return aim;
    }
}
