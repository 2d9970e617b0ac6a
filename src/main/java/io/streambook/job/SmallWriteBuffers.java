package io.streambook.job;

import java.util.Collection;
import java.util.List;
import org.apache.flink.state.rocksdb.RocksDBOptionsFactory;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;

/**
 * RocksDB for state that is written behind. A checkpoint writes out what RocksDB holds in memory
 * while the task waits: so that is kept small. The files are small then too, and are merged not
 * before there are many; only what loads a key reads them.
 */
public final class SmallWriteBuffers implements RocksDBOptionsFactory {
  private static final long serialVersionUID = 1L;

  private static final long BUFFER_BYTES = 1 << 20;
  private static final int MERGED_FILES = 64;
  private static final int FILES_TO_SLOW_DOWN = 160;
  private static final int FILES_TO_STOP = 320;

  @Override
  public DBOptions createDBOptions(DBOptions current, Collection<AutoCloseable> toClose) {
    return current;
  }

  @Override
  public ColumnFamilyOptions createColumnOptions(
      ColumnFamilyOptions current, Collection<AutoCloseable> toClose) {
    return current
        .setWriteBufferSize(BUFFER_BYTES)
        // Most of the cost of a small file would be its compression.
        .setCompressionType(CompressionType.NO_COMPRESSION)
        // Flink sets one for each level, which would come before that.
        .setCompressionPerLevel(List.of())
        .setBottommostCompressionType(CompressionType.LZ4_COMPRESSION)
        .setLevel0FileNumCompactionTrigger(MERGED_FILES)
        .setLevel0SlowdownWritesTrigger(FILES_TO_SLOW_DOWN)
        .setLevel0StopWritesTrigger(FILES_TO_STOP);
  }
}
