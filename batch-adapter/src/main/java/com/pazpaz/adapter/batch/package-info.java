/**
 * Jakarta Batch jobs over use cases. The job store is in memory and shows what runs here, no more: what is to be done, and
 * how far it is, stands in the database, where every node finds it after whatever became of the one that began.
 */
@NullMarked
package com.pazpaz.adapter.batch;

import org.jspecify.annotations.NullMarked;
