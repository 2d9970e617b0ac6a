package io.streambook.risk;

import java.util.ArrayDeque;

/** What changed since it was stored last, in the order in which it did first. */
final class Changed {
  /** Something that is stored by itself. */
  abstract static class Row {
    private boolean listed;

    /** Puts itself, or its removal. */
    abstract void save(AccountRow.Sink sink) throws Exception;
  }

  private final ArrayDeque<Row> rows = new ArrayDeque<>();

  void add(Row row) {
    if (!row.listed) {
      row.listed = true;
      rows.add(row);
    }
  }

  int size() {
    return rows.size();
  }

  /** Up to so many, longest waiting first. */
  void save(AccountRow.Sink sink, int max) throws Exception {
    for (int left = Math.min(max, rows.size()); left > 0; left--) {
      Row row = rows.remove();
      row.listed = false;
      row.save(sink);
    }
  }
}
