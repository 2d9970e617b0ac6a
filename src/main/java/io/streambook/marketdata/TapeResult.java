package io.streambook.marketdata;

import io.streambook.marketdata.TapeTranslator.Count;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the venue made of a tape.
 *
 * @param counts of the messages on the tape
 * @param answered orders, all that were sent
 * @param rejects by reason, each with how many and the text of the first
 * @param expected executions of visible orders that were sent
 * @param reproduced those that the venue traded with the order that the tape names, at its price
 *     and in its size
 * @param others trades of those with another order, price or size
 */
public record TapeResult(
    Map<Count, Integer> counts,
    long answered,
    Map<String, Rejects> rejects,
    int expected,
    int reproduced,
    int others) {

  /** Rejects for one reason. */
  public record Rejects(int count, String firstText) {}

  /** For a person. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    counts.forEach((count, number) -> lines.add(line(number, count.text())));
    lines.add(line(answered, "orders answered by the venue"));
    rejects.forEach(
        (reason, r) ->
            lines.add(line(r.count(), "of them refused: " + reason + " (" + r.firstText() + ")")));
    if (rejects.isEmpty()) {
      lines.add(line(0, "of them refused"));
    }
    if (others > 0) {
      lines.add(line(others, "trades with another order, price or size than on the tape"));
    }
    lines.add(
        String.format(
            Locale.ROOT,
            "%,9d  of %,d visible executions reproduced (order, price, size): %.1f %%",
            reproduced,
            expected,
            expected == 0 ? 100.0 : 100.0 * reproduced / expected));
    return lines;
  }

  private static String line(long number, String text) {
    return String.format(Locale.ROOT, "%,9d  %s", number, text);
  }
}
