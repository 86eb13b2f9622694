;; Statistics of columns, four at once: numbers stand row by row, `stride` bytes from one row to the next. Addresses are in
;; bytes, numbers are f32. Where the columns aren't a multiple of four, there has to be room up to the next.
(module
  (import "room" "memory" (memory 1))

  ;; Copies the first `width` bytes (a multiple of 16) of the rows in which what stands `key` bytes from their start is at
  ;; least `least`, one after the other. Gives how many there are.
  (func (export "gather")
    (param $rows i32) (param $stride i32) (param $count i32) (param $key i32) (param $least f32)
    (param $out i32) (param $width i32) (result i32)
    (local $found i32) (local $at i32) (local $end i32)
    (block $done
      (loop $all
        (br_if $done (i32.eqz (local.get $count)))
        (if (f32.ge (f32.load (i32.add (local.get $rows) (local.get $key))) (local.get $least))
          (then
            (local.set $found (i32.add (local.get $found) (i32.const 1)))
            (local.set $at (local.get $rows))
            (local.set $end (i32.add (local.get $rows) (local.get $width)))
            (loop $copy
              (v128.store (local.get $out) (v128.load (local.get $at)))
              (local.set $at (i32.add (local.get $at) (i32.const 16)))
              (local.set $out (i32.add (local.get $out) (i32.const 16)))
              (br_if $copy (i32.lt_u (local.get $at) (local.get $end))))))
        (local.set $rows (i32.add (local.get $rows) (local.get $stride)))
        (local.set $count (i32.sub (local.get $count) (i32.const 1)))
        (br $all)))
    (local.get $found))

  ;; The mean of each column, and `width` bytes after it its standard deviation. At least one row.
  (func (export "spread") (param $rows i32) (param $stride i32) (param $count i32) (param $out i32) (param $width i32)
    (local $at i32) (local $end i32) (local $last i32)
    (local $mean v128) (local $squares v128) (local $x v128) (local $part v128)
    (local.set $part (f32x4.splat (f32.div (f32.const 1) (f32.convert_i32_u (local.get $count)))))
    (local.set $end (i32.add (local.get $rows) (i32.mul (local.get $stride) (local.get $count))))
    (local.set $last (i32.add (local.get $out) (local.get $width)))
    (loop $columns
      (local.set $mean (v128.const i32x4 0 0 0 0))
      (local.set $at (local.get $rows))
      (loop $sum
        (local.set $mean (f32x4.add (local.get $mean) (v128.load (local.get $at))))
        (local.set $at (i32.add (local.get $at) (local.get $stride)))
        (br_if $sum (i32.lt_u (local.get $at) (local.get $end))))
      (local.set $mean (f32x4.mul (local.get $mean) (local.get $part)))
      (local.set $squares (v128.const i32x4 0 0 0 0))
      (local.set $at (local.get $rows))
      (loop $square
        (local.set $x (f32x4.sub (v128.load (local.get $at)) (local.get $mean)))
        (local.set $squares (f32x4.add (local.get $squares) (f32x4.mul (local.get $x) (local.get $x))))
        (local.set $at (i32.add (local.get $at) (local.get $stride)))
        (br_if $square (i32.lt_u (local.get $at) (local.get $end))))
      (v128.store (local.get $out) (local.get $mean))
      (v128.store (i32.add (local.get $out) (local.get $width))
        (f32x4.sqrt (f32x4.mul (local.get $squares) (local.get $part))))
      (local.set $rows (i32.add (local.get $rows) (i32.const 16)))
      (local.set $end (i32.add (local.get $end) (i32.const 16)))
      (local.set $out (i32.add (local.get $out) (i32.const 16)))
      (br_if $columns (i32.lt_u (local.get $out) (local.get $last)))))

  ;; How each column moves, `width` bytes from one number to the next: the sum of the sizes of its steps; of the sizes of its
  ;; slopes by regression over five rows, ten times as large, at whose ends the last row repeats; of the squares of these; of
  ;; its values times their distance from the middle row. At least one row.
  (func (export "move") (param $rows i32) (param $stride i32) (param $count i32) (param $out i32) (param $width i32)
    (local $next i32) (local $end i32) (local $last i32) (local $left i32)
    (local $before2 v128) (local $before v128) (local $x v128) (local $after v128) (local $after2 v128)
    (local $steps v128) (local $sizes v128) (local $squares v128) (local $products v128)
    (local $slope v128) (local $place v128)
    (local.set $last (i32.add (local.get $out) (local.get $width)))
    (loop $columns
      (local.set $end (i32.add (local.get $rows) (i32.mul (local.get $stride) (i32.sub (local.get $count) (i32.const 1)))))
      (local.set $x (v128.load (local.get $rows)))
      (local.set $before (local.get $x))
      (local.set $before2 (local.get $x))
      (local.set $next (call $atMost (i32.add (local.get $rows) (local.get $stride)) (local.get $end)))
      (local.set $after (v128.load (local.get $next)))
      (local.set $next (call $atMost (i32.add (local.get $next) (local.get $stride)) (local.get $end)))
      (local.set $after2 (v128.load (local.get $next)))
      (local.set $steps (v128.const i32x4 0 0 0 0))
      (local.set $sizes (local.get $steps))
      (local.set $squares (local.get $steps))
      (local.set $products (local.get $steps))
      (local.set $place
        (f32x4.splat (f32.mul (f32.const -0.5) (f32.convert_i32_u (i32.sub (local.get $count) (i32.const 1))))))
      (local.set $left (local.get $count))
      (loop $walk
        (local.set $products (f32x4.add (local.get $products) (f32x4.mul (local.get $place) (local.get $x))))
        (local.set $steps
          (f32x4.add (local.get $steps) (f32x4.abs (f32x4.sub (local.get $x) (local.get $before)))))
        (local.set $slope (f32x4.sub (local.get $after2) (local.get $before2)))
        (local.set $slope
          (f32x4.add
            (f32x4.sub (local.get $after) (local.get $before))
            (f32x4.add (local.get $slope) (local.get $slope))))
        (local.set $sizes (f32x4.add (local.get $sizes) (f32x4.abs (local.get $slope))))
        (local.set $squares (f32x4.add (local.get $squares) (f32x4.mul (local.get $slope) (local.get $slope))))
        (local.set $place (f32x4.add (local.get $place) (v128.const f32x4 1 1 1 1)))
        (local.set $before2 (local.get $before))
        (local.set $before (local.get $x))
        (local.set $x (local.get $after))
        (local.set $after (local.get $after2))
        (local.set $next (i32.add (local.get $next) (local.get $stride)))
        (local.set $next
          (select (local.get $next) (local.get $end) (i32.lt_u (local.get $next) (local.get $end))))
        (local.set $after2 (v128.load (local.get $next)))
        (local.set $left (i32.sub (local.get $left) (i32.const 1)))
        (br_if $walk (local.get $left)))
      (v128.store (local.get $out) (local.get $steps))
      (v128.store (i32.add (local.get $out) (local.get $width)) (local.get $sizes))
      (v128.store (i32.add (local.get $out) (i32.shl (local.get $width) (i32.const 1))) (local.get $squares))
      (v128.store (i32.add (local.get $out) (i32.mul (local.get $width) (i32.const 3))) (local.get $products))
      (local.set $rows (i32.add (local.get $rows) (i32.const 16)))
      (local.set $out (i32.add (local.get $out) (i32.const 16)))
      (br_if $columns (i32.lt_u (local.get $out) (local.get $last)))))

  (func $atMost (param $a i32) (param $b i32) (result i32)
    (select (local.get $a) (local.get $b) (i32.lt_u (local.get $a) (local.get $b))))

  ;; Four columns, sorted each by itself: merge exchange (Knuth, The Art of Computer Programming 3, algorithm 5.2.2M), whose
  ;; order of comparisons is the same for all. `top` is the largest power of 2 below `count`, 0 for a single row.
  (func (export "sort") (param $rows i32) (param $stride i32) (param $count i32) (param $out i32) (param $top i32)
    (local $p i32) (local $q i32) (local $r i32) (local $apart i32) (local $i i32) (local $at i32) (local $run i32)
    (local $a v128) (local $b v128) (local $distance i32)
    (local.set $at (local.get $out))
    (local.set $i (local.get $count))
    (loop $copy
      (v128.store (local.get $at) (v128.load (local.get $rows)))
      (local.set $rows (i32.add (local.get $rows) (local.get $stride)))
      (local.set $at (i32.add (local.get $at) (i32.const 16)))
      (local.set $i (i32.sub (local.get $i) (i32.const 1)))
      (br_if $copy (local.get $i)))
    (local.set $p (local.get $top))
    (block $sorted
      (loop $halving
        (br_if $sorted (i32.eqz (local.get $p)))
        (local.set $q (local.get $top))
        (local.set $r (i32.const 0))
        (local.set $apart (local.get $p))
        (block $merged
          (loop $merging
            (local.set $distance (i32.shl (local.get $apart) (i32.const 4)))
            ;; Runs of p places whose bit p is that of r: they begin at r and stand 2p apart.
            (local.set $i (local.get $r))
            (block $through
              (loop $runs
                (br_if $through (i32.ge_s (local.get $i) (i32.sub (local.get $count) (local.get $apart))))
                (local.set $run
                  (call $atMost (local.get $p) (i32.sub (i32.sub (local.get $count) (local.get $apart)) (local.get $i))))
                (local.set $at (i32.add (local.get $out) (i32.shl (local.get $i) (i32.const 4))))
                (local.set $i (i32.add (local.get $i) (i32.shl (local.get $p) (i32.const 1))))
                (loop $exchange
                  (local.set $a (v128.load (local.get $at)))
                  (local.set $b (v128.load (i32.add (local.get $at) (local.get $distance))))
                  (v128.store (local.get $at) (f32x4.pmin (local.get $a) (local.get $b)))
                  (v128.store (i32.add (local.get $at) (local.get $distance)) (f32x4.pmax (local.get $a) (local.get $b)))
                  (local.set $at (i32.add (local.get $at) (i32.const 16)))
                  (local.set $run (i32.sub (local.get $run) (i32.const 1)))
                  (br_if $exchange (local.get $run)))
                (br $runs)))
            (br_if $merged (i32.eq (local.get $q) (local.get $p)))
            (local.set $apart (i32.sub (local.get $q) (local.get $p)))
            (local.set $q (i32.shr_u (local.get $q) (i32.const 1)))
            (local.set $r (local.get $p))
            (br $merging)))
        (local.set $p (i32.shr_u (local.get $p) (i32.const 1)))
        (br $halving))))
)
