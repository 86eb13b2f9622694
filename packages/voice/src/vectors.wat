;; What is worked out four numbers at a time for each frame. Addresses are in bytes, numbers are f32; where a count isn't a
;; multiple of four, there has to be room up to the next.
(module
  (import "room" "memory" (memory 1))

  ;; Numbers times a window; gives the sum of the squares of the numbers themselves.
  (func (export "windowed") (param $in i32) (param $window i32) (param $out i32) (param $count i32) (result f32)
    (local $end i32) (local $x v128) (local $squares v128)
    (local.set $end (i32.add (local.get $in) (i32.shl (local.get $count) (i32.const 2))))
    (loop $numbers
      (local.set $x (v128.load (local.get $in)))
      (local.set $squares (f32x4.add (local.get $squares) (f32x4.mul (local.get $x) (local.get $x))))
      (v128.store (local.get $out) (f32x4.mul (local.get $x) (v128.load (local.get $window))))
      (local.set $in (i32.add (local.get $in) (i32.const 16)))
      (local.set $window (i32.add (local.get $window) (i32.const 16)))
      (local.set $out (i32.add (local.get $out) (i32.const 16)))
      (br_if $numbers (i32.lt_u (local.get $in) (local.get $end))))
    (call $sum (local.get $squares)))

  (func $sum (param $x v128) (result f32)
    (f32.add
      (f32.add (f32x4.extract_lane 0 (local.get $x)) (f32x4.extract_lane 1 (local.get $x)))
      (f32.add (f32x4.extract_lane 2 (local.get $x)) (f32x4.extract_lane 3 (local.get $x)))))

  ;; 10·log10 of numbers and a floor under them. The logarithm of a mantissa m from √½ to √2 is twice the series of the area
  ;; hyperbolic tangent of (m − 1) / (m + 1), whose fifth term is 4e-8.
  (func (export "decibels") (param $in i32) (param $out i32) (param $count i32) (param $floor f32)
    (local $end i32) (local $x v128) (local $octave v128) (local $square v128) (local $one v128)
    (local.set $one (v128.const f32x4 1 1 1 1))
    (local.set $end (i32.add (local.get $in) (i32.shl (local.get $count) (i32.const 2))))
    (loop $numbers
      (local.set $x (f32x4.add (v128.load (local.get $in)) (f32x4.splat (local.get $floor))))
      (local.set $octave
        (i32x4.shr_s (i32x4.sub (local.get $x) (v128.const i32x4 0x3f3504f3 0x3f3504f3 0x3f3504f3 0x3f3504f3)) (i32.const 23)))
      (local.set $x (i32x4.sub (local.get $x) (i32x4.shl (local.get $octave) (i32.const 23))))
      (local.set $x
        (f32x4.div (f32x4.sub (local.get $x) (local.get $one)) (f32x4.add (local.get $x) (local.get $one))))
      (local.set $square (f32x4.mul (local.get $x) (local.get $x)))
      ;; 20 / ln 10 over 9, 7, 5, 3 and 1.
      (v128.store (local.get $out)
        (f32x4.add
          (f32x4.mul (f32x4.convert_i32x4_s (local.get $octave))
            (v128.const f32x4 3.0102999566 3.0102999566 3.0102999566 3.0102999566))
          (f32x4.mul (local.get $x)
            (f32x4.add (v128.const f32x4 8.6858896381 8.6858896381 8.6858896381 8.6858896381)
              (f32x4.mul (local.get $square)
                (f32x4.add (v128.const f32x4 2.8952965460 2.8952965460 2.8952965460 2.8952965460)
                  (f32x4.mul (local.get $square)
                    (f32x4.add (v128.const f32x4 1.7371779276 1.7371779276 1.7371779276 1.7371779276)
                      (f32x4.mul (local.get $square)
                        (f32x4.add (v128.const f32x4 1.2408413769 1.2408413769 1.2408413769 1.2408413769)
                          (f32x4.mul (local.get $square)
                            (v128.const f32x4 0.9650988487 0.9650988487 0.9650988487 0.9650988487)))))))))))) 
      (local.set $in (i32.add (local.get $in) (i32.const 16)))
      (local.set $out (i32.add (local.get $out) (i32.const 16)))
      (br_if $numbers (i32.lt_u (local.get $in) (local.get $end)))))

  ;; Numbers 1…256 again behind them, backwards: 512 that are even about the first.
  (func (export "mirror") (param $values i32)
    (local $end i32) (local $to i32) (local $x v128)
    (local.set $end (i32.add (local.get $values) (i32.const 1028)))
    (local.set $to (i32.add (local.get $values) (i32.const 2032)))
    (local.set $values (i32.add (local.get $values) (i32.const 4)))
    (loop $numbers
      (local.set $x (v128.load (local.get $values)))
      (v128.store (local.get $to)
        (i8x16.shuffle 12 13 14 15 8 9 10 11 4 5 6 7 0 1 2 3 (local.get $x) (local.get $x)))
      (local.set $values (i32.add (local.get $values) (i32.const 16)))
      (local.set $to (i32.sub (local.get $to) (i32.const 16)))
      (br_if $numbers (i32.lt_u (local.get $values) (local.get $end)))))

  ;; Products of `length` numbers with those from `later` on, from the next on, and so forth, summed up: 8 places at a time.
  (func (export "correlate") (param $in i32) (param $later i32) (param $out i32) (param $length i32) (param $places i32)
    (local $end i32) (local $last i32) (local $at i32) (local $to i32) (local $low v128) (local $high v128) (local $x v128)
    (local.set $end (i32.add (local.get $in) (i32.shl (local.get $length) (i32.const 2))))
    (local.set $last (i32.add (local.get $out) (i32.shl (local.get $places) (i32.const 2))))
    (loop $eights
      (local.set $low (v128.const i32x4 0 0 0 0))
      (local.set $high (local.get $low))
      (local.set $at (local.get $in))
      (local.set $to (local.get $later))
      (loop $products
        (local.set $x (v128.load32_splat (local.get $at)))
        (local.set $low (f32x4.add (local.get $low) (f32x4.mul (local.get $x) (v128.load (local.get $to)))))
        (local.set $high (f32x4.add (local.get $high) (f32x4.mul (local.get $x) (v128.load offset=16 (local.get $to)))))
        (local.set $at (i32.add (local.get $at) (i32.const 4)))
        (local.set $to (i32.add (local.get $to) (i32.const 4)))
        (br_if $products (i32.lt_u (local.get $at) (local.get $end))))
      (v128.store (local.get $out) (local.get $low))
      (v128.store offset=16 (local.get $out) (local.get $high))
      (local.set $later (i32.add (local.get $later) (i32.const 32)))
      (local.set $out (i32.add (local.get $out) (i32.const 32)))
      (br_if $eights (i32.lt_u (local.get $out) (local.get $last)))))

  ;; Biases and weighted numbers: weights stand in blocks of 8 outputs, for each input the 8 that it has in the block.
  (func (export "project")
    (param $weights i32) (param $biases i32) (param $in i32) (param $out i32) (param $inputs i32) (param $outputs i32)
    (local $at i32) (local $end i32) (local $last i32) (local $low v128) (local $high v128) (local $x v128)
    (local.set $end (i32.add (local.get $in) (i32.shl (local.get $inputs) (i32.const 2))))
    (local.set $last (i32.add (local.get $out) (i32.shl (local.get $outputs) (i32.const 2))))
    (loop $eights
      (local.set $low (v128.load (local.get $biases)))
      (local.set $high (v128.load offset=16 (local.get $biases)))
      (local.set $at (local.get $in))
      (loop $products
        (local.set $x (v128.load32_splat (local.get $at)))
        (local.set $low (f32x4.add (local.get $low) (f32x4.mul (local.get $x) (v128.load (local.get $weights)))))
        (local.set $high
          (f32x4.add (local.get $high) (f32x4.mul (local.get $x) (v128.load offset=16 (local.get $weights)))))
        (local.set $weights (i32.add (local.get $weights) (i32.const 32)))
        (local.set $at (i32.add (local.get $at) (i32.const 4)))
        (br_if $products (i32.lt_u (local.get $at) (local.get $end))))
      (v128.store (local.get $out) (local.get $low))
      (v128.store offset=16 (local.get $out) (local.get $high))
      (local.set $biases (i32.add (local.get $biases) (i32.const 32)))
      (local.set $out (i32.add (local.get $out) (i32.const 32)))
      (br_if $eights (i32.lt_u (local.get $out) (local.get $last)))))

  ;; Every second number of a low-pass whose every second tap is 0: `taps` holds the middle one, and the six of either side. The
  ;; even numbers and the odd ones are laid apart first, at `even` and `odd`. The first result has its middle at number 12.
  (func (export "halve")
    (param $in i32) (param $taps i32) (param $even i32) (param $odd i32) (param $out i32) (param $count i32)
    (local $at i32) (local $end i32) (local $low v128) (local $high v128)
    (local $middle v128) (local $tap0 v128) (local $tap1 v128) (local $tap2 v128)
    (local $tap3 v128) (local $tap4 v128) (local $tap5 v128)
    (local.set $end (i32.add (local.get $odd) (i32.add (i32.shl (local.get $count) (i32.const 2)) (i32.const 48))))
    (local.set $at (local.get $odd))
    (loop $apart
      (local.set $low (v128.load (local.get $in)))
      (local.set $high (v128.load offset=16 (local.get $in)))
      (v128.store (local.get $at)
        (i8x16.shuffle 4 5 6 7 12 13 14 15 20 21 22 23 28 29 30 31 (local.get $low) (local.get $high)))
      (v128.store (i32.add (local.get $even) (i32.sub (local.get $at) (local.get $odd)))
        (i8x16.shuffle 0 1 2 3 8 9 10 11 16 17 18 19 24 25 26 27 (local.get $low) (local.get $high)))
      (local.set $in (i32.add (local.get $in) (i32.const 32)))
      (local.set $at (i32.add (local.get $at) (i32.const 16)))
      (br_if $apart (i32.lt_u (local.get $at) (local.get $end))))
    (local.set $middle (v128.load32_splat (local.get $taps)))
    (local.set $tap0 (v128.load32_splat offset=4 (local.get $taps)))
    (local.set $tap1 (v128.load32_splat offset=8 (local.get $taps)))
    (local.set $tap2 (v128.load32_splat offset=12 (local.get $taps)))
    (local.set $tap3 (v128.load32_splat offset=16 (local.get $taps)))
    (local.set $tap4 (v128.load32_splat offset=20 (local.get $taps)))
    (local.set $tap5 (v128.load32_splat offset=24 (local.get $taps)))
    (local.set $end (i32.add (local.get $out) (i32.shl (local.get $count) (i32.const 2))))
    (loop $results
      (local.set $low (f32x4.mul (local.get $middle) (v128.load offset=24 (local.get $even))))
      (local.set $low
        (f32x4.add (local.get $low)
          (f32x4.mul (local.get $tap0)
            (f32x4.add (v128.load offset=20 (local.get $odd)) (v128.load offset=24 (local.get $odd))))))
      (local.set $low
        (f32x4.add (local.get $low)
          (f32x4.mul (local.get $tap1)
            (f32x4.add (v128.load offset=16 (local.get $odd)) (v128.load offset=28 (local.get $odd))))))
      (local.set $low
        (f32x4.add (local.get $low)
          (f32x4.mul (local.get $tap2)
            (f32x4.add (v128.load offset=12 (local.get $odd)) (v128.load offset=32 (local.get $odd))))))
      (local.set $low
        (f32x4.add (local.get $low)
          (f32x4.mul (local.get $tap3)
            (f32x4.add (v128.load offset=8 (local.get $odd)) (v128.load offset=36 (local.get $odd))))))
      (local.set $low
        (f32x4.add (local.get $low)
          (f32x4.mul (local.get $tap4)
            (f32x4.add (v128.load offset=4 (local.get $odd)) (v128.load offset=40 (local.get $odd))))))
      (local.set $low
        (f32x4.add (local.get $low)
          (f32x4.mul (local.get $tap5)
            (f32x4.add (v128.load (local.get $odd)) (v128.load offset=44 (local.get $odd))))))
      (v128.store (local.get $out) (local.get $low))
      (local.set $even (i32.add (local.get $even) (i32.const 16)))
      (local.set $odd (i32.add (local.get $odd) (i32.const 16)))
      (local.set $out (i32.add (local.get $out) (i32.const 16)))
      (br_if $results (i32.lt_u (local.get $out) (local.get $end)))))

  ;; Weighted sums of stretches of numbers: for each, `places` holds where it begins and how many bytes its weights take, a
  ;; multiple of 16; they stand one after the other.
  (func (export "bands") (param $in i32) (param $weights i32) (param $places i32) (param $out i32) (param $count i32)
    (local $at i32) (local $end i32) (local $last i32) (local $sum v128)
    (local.set $last (i32.add (local.get $out) (i32.shl (local.get $count) (i32.const 2))))
    (loop $stretches
      (local.set $at (i32.add (local.get $in) (i32.load (local.get $places))))
      (local.set $end (i32.add (local.get $weights) (i32.load offset=4 (local.get $places))))
      (local.set $sum (v128.const i32x4 0 0 0 0))
      (loop $products
        (local.set $sum
          (f32x4.add (local.get $sum) (f32x4.mul (v128.load (local.get $at)) (v128.load (local.get $weights)))))
        (local.set $at (i32.add (local.get $at) (i32.const 16)))
        (local.set $weights (i32.add (local.get $weights) (i32.const 16)))
        (br_if $products (i32.lt_u (local.get $weights) (local.get $end))))
      (f32.store (local.get $out) (call $sum (local.get $sum)))
      (local.set $places (i32.add (local.get $places) (i32.const 8)))
      (local.set $out (i32.add (local.get $out) (i32.const 4)))
      (br_if $stretches (i32.lt_u (local.get $out) (local.get $last)))))

  ;; Four sums over numbers p and l, which have places: of p, of p by its place, of l, of p by l.
  (func (export "sums") (param $p i32) (param $l i32) (param $out i32) (param $count i32)
    (local $end i32) (local $x v128) (local $y v128) (local $place v128)
    (local $total v128) (local $placed v128) (local $levels v128) (local $products v128)
    (local.set $place (v128.const f32x4 0 1 2 3))
    (local.set $end (i32.add (local.get $p) (i32.shl (local.get $count) (i32.const 2))))
    (loop $numbers
      (local.set $x (v128.load (local.get $p)))
      (local.set $y (v128.load (local.get $l)))
      (local.set $total (f32x4.add (local.get $total) (local.get $x)))
      (local.set $placed (f32x4.add (local.get $placed) (f32x4.mul (local.get $x) (local.get $place))))
      (local.set $levels (f32x4.add (local.get $levels) (local.get $y)))
      (local.set $products (f32x4.add (local.get $products) (f32x4.mul (local.get $x) (local.get $y))))
      (local.set $place (f32x4.add (local.get $place) (v128.const f32x4 4 4 4 4)))
      (local.set $p (i32.add (local.get $p) (i32.const 16)))
      (local.set $l (i32.add (local.get $l) (i32.const 16)))
      (br_if $numbers (i32.lt_u (local.get $p) (local.get $end))))
    (f32.store (local.get $out) (call $sum (local.get $total)))
    (f32.store offset=4 (local.get $out) (call $sum (local.get $placed)))
    (f32.store offset=8 (local.get $out) (call $sum (local.get $levels)))
    (f32.store offset=12 (local.get $out) (call $sum (local.get $products))))
)
