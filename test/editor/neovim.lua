-- Neovim's own language client against `nabla lsp --stdio`. In the environment: NABLA (the command's file), PAGE (a page).
vim.opt.swapfile = false
local failures = 0
local function check(what, ok, found)
  io.stdout:write((ok and 'ok ' or 'no ') .. what .. ((not ok and found) and (': ' .. tostring(found)) or '') .. '\n')
  if not ok then failures = failures + 1 end
end

vim.cmd('edit ' .. vim.fn.fnameescape(os.getenv('PAGE')))
vim.bo.filetype = 'grad'
local page = vim.api.nvim_get_current_buf()
local id = vim.lsp.start_client({
  name = 'nabla',
  cmd = { 'node', os.getenv('NABLA'), 'lsp', '--stdio' },
  root_dir = vim.fn.fnamemodify(os.getenv('PAGE'), ':h'),
})
vim.lsp.buf_attach_client(page, id)
check('the server starts', vim.wait(10000, function()
  local client = vim.lsp.get_client_by_id(id)
  return client and client.initialized
end, 20))

-- Neovim 0.7 to 0.9 do not pull diagnostics: they must be pushed.
vim.wait(10000, function() return #vim.diagnostic.get(page) > 0 end, 20)
local diagnostics = vim.diagnostic.get(page)
check('the refuted claim is the one diagnostic, at its place',
  #diagnostics == 1 and diagnostics[1].lnum == 4 and diagnostics[1].severity == vim.diagnostic.severity.ERROR,
  vim.inspect(diagnostics))

local function ask(method, extra)
  local params = vim.tbl_extend('force', { textDocument = vim.lsp.util.make_text_document_params(page) }, extra or {})
  local answers = vim.lsp.buf_request_sync(page, method, params, 5000)
  return answers and answers[id] and answers[id].result
end
local hover = ask('textDocument/hover', { position = { line = 1, character = 2 } })
local text = hover and hover.contents.value or ''
check('a hover on x reads the derivative', text:find('9x²', 1, true) ~= nil, text)
check('without links that only VS Code can follow, without images', not text:find('command:', 1, true) and not text:find('data:', 1, true), text)
check('the outline has the functions', #(ask('textDocument/documentSymbol') or {}) >= 2)

-- As a reader does: K opens a window.
vim.api.nvim_win_set_cursor(0, { 2, 2 })
vim.lsp.buf.hover()
local floating
vim.wait(5000, function()
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= '' then floating = window end
  end
  return floating ~= nil
end, 20)
check('K opens a window with it', floating ~= nil)

vim.lsp.stop_client(id)
vim.cmd(failures == 0 and 'qall!' or 'cquit 1')
