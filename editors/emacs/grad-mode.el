;;; grad-mode.el --- Pages of functions, claims and networks  -*- lexical-binding: t -*-

;; Colours of .grad pages by how words look, and their language server for eglot.

;;; Code:

(defvar grad-mode-syntax-table
  (let ((table (make-syntax-table)))
    (modify-syntax-entry ?# "<" table)
    (modify-syntax-entry ?\n ">" table)
    (modify-syntax-entry ?_ "w" table)
    (modify-syntax-entry ?' "." table)
    (dolist (sign '(?+ ?- ?* ?/ ?@ ?^ ?= ?< ?> ?| ?· ?× ?÷ ?⊙ ?− ?≤ ?≥ ?≠ ?≈ ?√ ?∂ ?∇ ?′ ?ᵀ))
      (modify-syntax-entry sign "." table))
    table))

(defconst grad-font-lock-keywords
  `((,(rx line-start (* blank) (group (or "network" "input" "target" "param" "declare" "check" "import")) word-end)
     1 font-lock-keyword-face)
    (,(rx word-start (or "for" "and" "or" "not") word-end) . font-lock-keyword-face)
    (,(rx line-start (* blank) (group (+ word)) (? "(" (* (not (any "()#\n"))) ")") (* blank) "=" (not (any "=")))
     1 font-lock-variable-name-face)
    (,(rx (group (+ word)) "(") 1 font-lock-function-name-face)
    (,(rx word-start (or "π" "pi" "e") word-end) . font-lock-constant-face)
    (,(rx (any "∂∇′″‴ᵀ")) . font-lock-builtin-face))
  "What words of a page look like.")

;;;###autoload
(define-derived-mode grad-mode prog-mode "Grad"
  "Pages of functions, claims and networks."
  (setq-local comment-start "# "
              comment-start-skip "#+ *"
              font-lock-defaults '(grad-font-lock-keywords)
              indent-tabs-mode nil
              tab-width 2))

;;;###autoload
(add-to-list 'auto-mode-alist '("\\.grad\\'" . grad-mode))

(defvar eglot-server-programs)
(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs '(grad-mode . ("nabla" "lsp" "--stdio"))))

(provide 'grad-mode)
;;; grad-mode.el ends here
