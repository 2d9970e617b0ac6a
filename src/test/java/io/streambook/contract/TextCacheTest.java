package io.streambook.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class TextCacheTest {
  private final TextCache cache = new TextCache();

  @Example
  void twoThousandNamesAreKept() {
    String[] first = new String[2_000];
    int again = 0;
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < first.length; i++) {
        byte[] name = Wire.utf8(i % 2 == 0 ? "SYM" + i : "FIRM" + i % 100 + "/DESK-" + i);
        String text = cache.text(name, 0, name.length);
        again += isSame(text, first[i]) ? 1 : 0;
        first[i] = text;
      }
    }
    assertThat(again).isGreaterThan(1_900);
  }

  @Example
  void textsStayTheSameWhileOthersAreAddedByOtherThreads() {
    byte[] name = Wire.utf8("FIRM/DESK-1");
    long wrong =
        IntStream.range(0, 200_000)
            .parallel()
            .filter(
                i -> {
                  byte[] other = Wire.utf8("S" + i % 40_000);
                  return !cache.text(other, 0, other.length).equals("S" + i % 40_000)
                      || !cache.text(name, 0, name.length).equals("FIRM/DESK-1");
                })
            .count();
    assertThat(wrong).isZero();
  }

  @SuppressWarnings({"ReferenceEquality", "StringEquality"}) // that they are shared is the point
  private static boolean isSame(String one, String other) {
    return one == other;
  }

  /** Few letters, so that names of all lengths share beginnings and ends. */
  @Property(tries = 200)
  void anyBytesAreTheTextThatTheyAre(@ForAll long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      byte[] bytes = new byte[random.nextInt(80)];
      Arrays.fill(bytes, (byte) 'a');
      for (int change = random.nextInt(3); change > 0 && bytes.length > 0; change--) {
        bytes[random.nextInt(bytes.length)] = (byte) (random.nextBoolean() ? 'b' : 0x80);
      }
      int from = random.nextInt(bytes.length + 1);
      int length = random.nextInt(bytes.length - from + 1);
      assertThat(cache.text(bytes, from, length))
          .isEqualTo(new String(bytes, from, length, StandardCharsets.UTF_8));
    }
  }

  @Example
  void whatEndsBeforeItsLengthIsRefused() {
    for (int length : new int[] {-1, 4, 9, 20, 70, Integer.MAX_VALUE}) {
      assertThatThrownBy(() -> cache.text(new byte[3], 0, length))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }
}
